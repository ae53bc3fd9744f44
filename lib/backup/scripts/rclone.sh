# shellcheck shell=sh
# shellcheck disable=SC2034 # read by the files that source this
# What upload.sh, fetch.sh and copy-media.sh share. rclone's image has busybox: no bash.
set -eu
: "${WEB_DOMAIN:?}" "${TARGET:=/target}" "${WORK:=/work}" "${REQUEST:=/request}" "${TERMINATION_LOG:=/dev/termination-log}"
export HOME="$WORK" TMPDIR="$WORK" LC_ALL=C
site=$TARGET/$WEB_DOMAIN
words=''

end() {
  words=$2
  exit "$1"
}
last_words() {
  code=$1
  trap - EXIT
  [ -n "$words" ] || { code=1 words="failed: $doing"; [ ! -s "$WORK/errors" ] || words="$words: $(tail -n 1 "$WORK/errors" | cut -c 1-300)"; }
  # last/ speaks of the whole job: what came before this container said that it was well.
  if [ "$code" != 0 ] && [ -n "${record:-}" ] && [ -d "$site/last" ]; then
    printf '{\n  "job": "%s",\n  "result": "failed",\n  "message": "%s",\n  "finished": "%s"\n}\n' \
      "$record" "$(printf '%s' "$words" | tr -d '\\"' | tr '\n\t' '  ')" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$site/last/.$record.$$" &&
      mv "$site/last/.$record.$$" "$site/last/$record.json"
  fi 2>/dev/null || true
  { printf '%s' "$words" >"$TERMINATION_LOG"; } 2>/dev/null || true
  printf '%s\n' "$words"
  exit "$code"
}
doing='starting'
trap 'last_words $?' EXIT

# crypt's password as rclone wants it.
if [ -n "${CRYPT_PASSWORD:-}" ]; then
  RCLONE_CONFIG_TARGET_PASSWORD=$(rclone obscure "$CRYPT_PASSWORD")
  export RCLONE_CONFIG_TARGET_PASSWORD
fi
cloud() { rclone --contimeout 20s --timeout 2m --retries 3 --low-level-retries 5 --stats-one-line "$@" 2>"$WORK/errors"; }

hash_of() { sha256sum <"$1" | cut -d ' ' -f 1; }
published() { for manifest in "$site"/sets/[0-9]*/manifest.json; do [ ! -f "$manifest" ] || basename "$(dirname "$manifest")"; done; }
