#!/bin/sh
# After a restore: jobs of before it are about rows that are gone, so they are renamed aside, never deleted.
set -eu
: "${REQUEST:=/request}" "${TERMINATION_LOG:=/dev/termination-log}"
asked() { if [ -f "$REQUEST/$1" ]; then tr -d '\n' <"$REQUEST/$1"; else printf '%s' "${2:-}"; fi; }
host='' words=''
end() {
  words=$2
  exit "$1"
}
# shellcheck disable=SC2317 # called by the trap
last_words() {
  code=$1
  trap - EXIT
  [ -n "$words" ] || words="failed: Redis at $host answers no more; the site stays stopped until the next try"
  { printf '%s' "$words" >"$TERMINATION_LOG"; } 2>/dev/null || true
  printf '%s\n' "$words"
  exit "$code"
}
trap 'last_words $?' EXIT

# Address and port of Redis, where Sentinels are asked of the one that leads now.
server() {
  if [ -z "${REDIS_SENTINELS:-}" ]; then
    printf '%s %s\n' "$REDIS_HOST" "${REDIS_PORT:-6379}"
    return
  fi
  for sentinel in $(printf '%s' "$REDIS_SENTINELS" | tr ',' ' '); do
    port=${REDIS_SENTINEL_PORT:-26379}
    case $sentinel in *:*) port=${sentinel##*:} ;; esac
    found=$(timeout 5 redis-cli -h "${sentinel%:*}" -p "$port" --raw SENTINEL get-master-addr-by-name "${REDIS_SENTINEL_MASTER:-mymaster}" 2>/dev/null | tr '\n' ' ') || continue
    case $found in
      '' | ERR* | IDONTKNOW* | NOAUTH*) ;;
      *)
        printf '%s\n' "$found"
        return
        ;;
    esac
  done
}
redis() { timeout 30 redis-cli -e -h "$host" -p "$port" -n "${REDIS_DB:-0}" --raw "$@" 2>/dev/null; }

set_id=$(asked set)
[ "$(asked queues aside)" = aside ] || end 0 'done: queues are kept, as asked'
address=$(server)
host=${address%% *} port=$(printf '%s' "$address" | cut -d ' ' -f 2)
[ -n "$host" ] || end 1 "failed: no Sentinel knows ${REDIS_SENTINEL_MASTER:-mymaster}; the site stays stopped until the next try"
role=$(redis ROLE | head -n 1) || true
[ -n "$role" ] || end 1 "failed: Redis at $host does not answer; the site stays stopped until the next try"
[ "$role" = master ] || end 1 "failed: Redis at $host follows another one just now; the site stays stopped until the next try"

moved=0
aside() {
  there=$(redis EXISTS "$1")
  [ "$there" = 1 ] || return 0
  # A second try after a death must not overwrite what the first set aside.
  renamed=$(redis RENAMENX "$1" "restored:$set_id:$1:$(date +%s)")
  moved=$((moved + renamed))
}
queues=$(redis SMEMBERS queues)
for queue in $queues; do aside "queue:$queue"; done
aside retry
aside schedule
# Timelines hold ids of posts that are gone; Mastodon builds them anew.
feeds=$(redis --scan --pattern 'feed:*')
printf '%s\n' "$feeds" | while read -r feed; do [ -z "$feed" ] || redis UNLINK "$feed" >/dev/null; done
end 0 "done: $moved queues are set aside as restored:$set_id:…, timelines are built anew"
