# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the files that source this
# What every step shares: where things are, and how a step ends.
#
# Sets    the paths of README.md, site (this site's folder in the target)
# A step calls `completed`, `fail`, `refuse` or `busy` last; whatever else ends it is a failure of `doing`.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C TZ=UTC
umask 022

: "${SITE:?}" "${WEB_DOMAIN:?}"
: "${TARGET:=/target}" "${MEDIA:=/media}" "${SECRETS:=/secrets}" "${SETTINGS:=/settings}" "${KEYS:=/keys}"
: "${REQUEST:=/request}" "${WORK:=/work}" "${DATA:=/data}" "${TERMINATION_LOG:=/dev/termination-log}" "${LOCK_WAIT:=60}"
mkdir -p "$WORK"
: >"$WORK/errors"
export HOME=$WORK TMPDIR=$WORK
site=$TARGET/$WEB_DOMAIN
# Last words reach the pod's log also from inside a redirection.
exec 3>&1
doing='starting'
words=''
# The name under last/, once the target is known to be ours.
record=''

say() { printf '%s %s\n' "$(date +%T)" "$*"; }
now() { date +%Y-%m-%dT%H:%M:%SZ; }

completed() { end 0 "done: $*"; }
fail() { end 1 "failed: $*"; }
refuse() { end 2 "refused: $*"; }
busy() { end 75 "busy: $*"; }
end() {
  words=$2
  exit "$1"
}

json_string() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  printf '"%s"' "$(printf '%s' "$text" | tr '\t\n' '  ' | tr -d '\000-\037')"
}

last_words() {
  local code=$1
  trap - EXIT
  set +e
  if [ -z "$words" ]; then
    code=1
    words="failed: $doing"
    [ ! -s "$WORK/errors" ] || words="$words: $(reason)"
  fi
  if [ -n "$record" ] && [ "$code" != 75 ]; then
    {
      printf '{\n  "job": "%s",\n  "result": "%s",\n' "$record" "$([ "$code" = 0 ] && echo ok || echo failed)"
      printf '  "message": %s,\n  "finished": "%s"\n}\n' "$(json_string "$words")" "$(now)"
    } >"$site/last/.$record.$$" && mv "$site/last/.$record.$$" "$site/last/$record.json"
  fi 2>/dev/null
  { printf '%s' "$words" >"$TERMINATION_LOG"; } 2>/dev/null
  printf '%s\n' "$words" >&3
  exit "$code"
}
trap 'last_words $?' EXIT
# A pod that is being stopped: what runs in the foreground ends with the container.
trap 'fail "stopped from outside while $doing"' TERM INT

# Of what a program complained, the line that says most.
reason() {
  { grep -m 1 -E 'ERROR|FATAL|error:' "$WORK/errors" || tail -n 1 "$WORK/errors"; } | sed -E 's/^psql:[^ ]+ //' | cut -c 1-300
}

# Runs a command; when it fails, its own last line says why. No `if`, which would let a function go on after a failure.
try() {
  "$@" 2>"$WORK/errors"
  : >"$WORK/errors"
}

# 4123 20000 1732680000 → "4123 of 20000, 20 %, about 3 min left"
progress() {
  local done=$1 all=$2 started=$3 spent left
  spent=$(($(date +%s) - started))
  if [ "$done" -gt 0 ] && [ "$all" -gt 0 ]; then
    left=$((spent * (all - done) / done))
    printf '%s of %s, %d %%, about %d:%02d min left' "$done" "$all" $((100 * done / all)) $((left / 60)) $((left % 60))
  else
    printf '%s of %s' "$done" "$all"
  fi
}

megabytes() { printf '%d MB' $((($1 + 999999) / 1000000)); }
size_of() { stat --format=%s "$1"; }
hash_of() { sha256sum <"$1" | cut -d ' ' -f 1; }

# Reads what the medium holds, not what memory remembers of it.
forget_cached() { dd if="$1" iflag=nocache count=0 status=none 2>/dev/null || true; }
