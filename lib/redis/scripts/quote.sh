# shellcheck shell=sh
# A word as Redis' configuration files quote it.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}
