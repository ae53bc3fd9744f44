# shellcheck shell=sh
# Starts the only Redis with its settings and the password.
set -eu
# shellcheck source-path=SCRIPTDIR source=quote.sh
. "$SCRIPTS/quote.sh"

umask 077
{
  cat "$SCRIPTS/redis.conf"
  printf '%s\n' "requirepass $(quoted "$REDISCLI_AUTH")"
} >"$CONF/redis.conf"
exec redis-server "$CONF/redis.conf"
