#!/bin/sh
# After a restore: jobs of before it are about rows that are gone, so they are renamed aside, never deleted.
set -eu
: "${REQUEST:=/request}" "${TERMINATION_LOG:=/dev/termination-log}"
asked() { if [ -f "$REQUEST/$1" ]; then tr -d '\n' <"$REQUEST/$1"; else printf '%s' "${2:-}"; fi; }
end() {
  { printf '%s' "$2" >"$TERMINATION_LOG"; } 2>/dev/null || true
  printf '%s\n' "$2"
  exit "$1"
}
server() {
  if [ -z "${REDIS_SENTINELS:-}" ]; then
    printf '%s %s\n' "$REDIS_HOST" "${REDIS_PORT:-6379}"
    return
  fi
  printf '%s\n' "$REDIS_SENTINELS" | tr ',' '\n' | while read -r sentinel; do
    found=$(timeout 5 redis-cli -h "${sentinel%:*}" -p "${REDIS_SENTINEL_PORT:-26379}" --raw SENTINEL get-master-addr-by-name "${REDIS_SENTINEL_MASTER:-mymaster}" 2>/dev/null | tr '\n' ' ') || continue
    if [ -n "$found" ]; then
      printf '%s\n' "$found"
      break
    fi
  done
}
redis() { timeout 30 redis-cli -e -h "$host" -p "$port" -n "${REDIS_DB:-0}" --raw "$@"; }

set_id=$(asked set)
[ "$(asked queues aside)" = aside ] || end 0 'done: queues are kept, as asked'
address=$(server)
host=${address%% *} port=$(printf '%s' "$address" | cut -d ' ' -f 2)
[ -n "$host" ] || end 1 'failed: no Sentinel answers; the site stays stopped until the next try'
redis PING >/dev/null || end 1 "failed: Redis at $host does not answer; the site stays stopped until the next try"

moved=0
aside() {
  # A second try after a death must not overwrite what the first set aside.
  if [ "$(redis EXISTS "$1")" = 1 ] && [ "$(redis RENAMENX "$1" "restored:$set_id:$1:$(date +%s)")" = 1 ]; then moved=$((moved + 1)); fi
}
for queue in $(redis SMEMBERS queues); do aside "queue:$queue"; done
aside retry
aside schedule
# Timelines hold ids of posts that are gone; Mastodon builds them anew.
redis --scan --pattern 'feed:*' | while read -r feed; do redis UNLINK "$feed" >/dev/null; done
end 0 "done: $moved queues are set aside as restored:$set_id:…, timelines are built anew"
