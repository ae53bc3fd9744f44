# shellcheck shell=sh
# Before this pod stops: if it leads, another one takes over first, without losing a confirmed write.
# Writes wait from here on, so that the others catch up. They are never let go again where another one leads by then:
# the stop that follows ends them unconfirmed, and clients repeat them at the new master.
set -u

sentinel() {
  timeout 2 redis-cli -h "$peer" -p 26379 --raw SENTINEL "$@" "$MASTER_NAME" 2>/dev/null | head -n 1
}

[ "$(redis-cli --raw ROLE | head -n 1)" = master ] || exit 0
redis-cli CLIENT PAUSE 15000 WRITE
for peer in $PEERS; do
  [ "$peer" != "$SELF" ] || continue
  [ "$(sentinel FAILOVER)" = OK ] || continue
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    [ "$(sentinel GET-MASTER-ADDR-BY-NAME)" = "$SELF" ] || exit 0
    sleep 1
  done
done
redis-cli CLIENT UNPAUSE
