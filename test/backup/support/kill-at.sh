# shellcheck shell=bash
# Sourced by bash before a script (BASH_ENV): dies without a word before the script's command number KILL_AT, and with it,
# being the first process, everything in its container. COUNT_INTO gets the number of commands that ran.
commands=0
before_command() {
  [ "$BASHPID" = 1 ] || return 0
  commands=$((commands + 1))
  if [ "$commands" = "${KILL_AT:-0}" ]; then
    trap - EXIT DEBUG
    exec true
  fi
  [ -z "${COUNT_INTO:-}" ] || echo "$commands" >"$COUNT_INTO"
}
set -o functrace
trap before_command DEBUG
