# shellcheck shell=sh
# shellcheck disable=SC2034 # read by the files that source this
# shellcheck disable=SC3040 # busybox has pipefail
# What all steps in rclone's image share: where things are, and how a step ends. That image has busybox: no bash, no GNU
# options; its flock knows no timeout, and it may lack comm and join.
set -euo pipefail
umask 022
: "${SITE:?}" "${WEB_DOMAIN:?}" "${TARGET:=/target}" "${WORK:=/work}" "${REQUEST:=/request}"
: "${TERMINATION_LOG:=/dev/termination-log}" "${LOCK_WAIT:=60}" "${ACCEPT_TARGET:=}"
export HOME="$WORK" TMPDIR="$WORK" LC_ALL=C TZ=UTC
site=$TARGET/$WEB_DOMAIN
tab=$(printf '\t')
doing='starting'
words=''
# The name under last/.
record=''
: >"$WORK/errors"

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
completed() { end 0 "done: $*"; }
fail() { end 1 "failed: $*"; }
refuse() { end 2 "refused: $*"; }
busy() { end 75 "busy: $*"; }
# Not from inside a pipe, whose shell is another one: loops read from files.
end() {
  words=$2
  exit "$1"
}
last_words() {
  code=$1
  trap - EXIT
  set +e
  if [ -z "$words" ]; then
    code=1
    words="failed: $doing"
    [ ! -s "$WORK/errors" ] || words="$words: $(reason)"
  fi
  # last/ speaks of the whole job: what came before this container said that it was well.
  if [ "$code" != 0 ] && [ "$code" != 75 ] && [ -n "$record" ] && [ -d "$site/last" ]; then
    printf '{\n  "job": "%s",\n  "result": "failed",\n  "message": "%s",\n  "finished": "%s"\n}\n' \
      "$record" "$(printf '%s' "$words" | tr -d '\\"' | tr '\n\t' '  ')" "$(date +%Y-%m-%dT%H:%M:%SZ)" >"$site/last/.$record.$$" &&
      mv "$site/last/.$record.$$" "$site/last/$record.json"
  fi 2>/dev/null
  { printf '%s' "$words" >"$TERMINATION_LOG"; } 2>/dev/null
  printf '%s\n' "$words"
  exit "$code"
}
trap 'last_words $?' EXIT
trap 'fail "stopped from outside while $doing"' TERM INT

# rclone's last line in words that a tired person understands.
reason() {
  said=$(sed -n -E 's,^[0-9/]+ [0-9:]+ (ERROR|CRITICAL|NOTICE|Fatal error) *: ,,p' "$WORK/errors" | tail -n 1 | sed -E 's/RequestID: [^,]*, HostID: [^,]*, //; s/(Get|Head|Put|Post|Delete) "[^"]*": //' | cut -c 1-400)
  case $said in
    *SignatureDoesNotMatch* | *InvalidAccessKeyId* | *AccessDenied* | *Forbidden* | *StatusCode:\ 403*) printf 'the S3 service refuses the key: ' ;;
    *'StatusCode: 0,'* | *'connection refused'* | *'connection reset'* | *'no such host'* | *'i/o timeout'* | *'deadline exceeded'* | *'timeout awaiting'* | *'timed out'* | *'no route to host'* | *unreachable* | *EOF*) printf 'the S3 service does not answer: ' ;;
    *'directory not found'* | *NoSuchBucket*) printf 'the bucket is not there: ' ;;
    *'failed to authenticate decrypted block'*) printf 'damaged in the bucket, or encrypted with another CRYPT_PASSWORD: ' ;;
  esac
  printf '%s' "${said:-$(tail -n 1 "$WORK/errors" | cut -c 1-400)}"
}

# rclone reads its options from the environment too: these are only where nobody said otherwise.
export RCLONE_CONTIMEOUT="${RCLONE_CONTIMEOUT:-20s}" RCLONE_TIMEOUT="${RCLONE_TIMEOUT:-2m}"
export RCLONE_RETRIES="${RCLONE_RETRIES:-3}" RCLONE_LOW_LEVEL_RETRIES="${RCLONE_LOW_LEVEL_RETRIES:-5}"
cloud() { rclone --config '' --fast-list "$@" 2>"$WORK/errors" </dev/null; }
# crypt's password as rclone wants it.
if [ -n "${CRYPT_PASSWORD:-}" ]; then
  RCLONE_CONFIG_TARGET_PASSWORD=$(printf '%s' "$CRYPT_PASSWORD" | rclone --config '' obscure -)
  export RCLONE_CONFIG_TARGET_PASSWORD
fi

# With nobody beside: backup.sh and prune.sh take the same lock.
lock_writer() {
  doing='locking the target'
  exec 8>>"$site/.writer"
  left=$LOCK_WAIT
  until flock -n 8; do
    [ "$left" -gt 0 ] || busy 'already running: another backup or upkeep holds the target'
    left=$((left - 1))
    sleep 1
  done
}

size_of() { stat -c %s "$1"; }
hash_of() { sha256sum <"$1" | cut -c 1-64; }
value_of() { sed -n 's/^  "'"$2"'": "\(.*\)",\{0,1\}$/\1/p' "$1"; }
published() { for manifest in "$site"/sets/[0-9]*/manifest.json; do [ ! -f "$manifest" ] || basename "$(dirname "$manifest")"; done; }
# name, SHA-256, bytes of each file that the manifest of set $1 names.
files_of() { sed -n "s/^  \"file:\([^\"]*\)\": \"\([0-9a-f]*\) \([0-9]*\)\".*\$/\1$tab\2$tab\3/p" "$site/sets/$1/manifest.json"; }
# Lines of standard input that are none of file $1's.
not_in() { awk -v others="$1" 'BEGIN { while ((getline line <others) > 0) there[line] = 1 } !($0 in there)'; }
