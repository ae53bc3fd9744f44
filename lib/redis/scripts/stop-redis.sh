# shellcheck shell=sh
# Before this pod stops: if it leads, another one takes over first, without losing a write.
# Writes wait while the others catch up; clients then go where the Sentinels say.
set -u

role() {
  redis-cli --raw ROLE | head -n 1
}

[ "$(role)" = master ] || exit 0
redis-cli CLIENT PAUSE 15000 WRITE
for peer in $PEERS; do
  [ "$peer" = "$SELF" ] && continue
  [ "$(timeout 2 redis-cli -h "$peer" -p 26379 SENTINEL FAILOVER "$MASTER_NAME")" = OK ] || continue
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    [ "$(role)" = master ] || exit 0
    sleep 1
  done
  break
done
redis-cli CLIENT UNPAUSE
