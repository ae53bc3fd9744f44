# shellcheck shell=sh
# Starts Redis as master or replica, whichever the newest failover says.
set -eu
# shellcheck source-path=SCRIPTDIR source=quote.sh
. "$SCRIPTS/quote.sh"
# shellcheck source-path=SCRIPTDIR source=master.sh
. "$SCRIPTS/master.sh"

# An empty volume leads only at the group's first start. Later it would empty the replicas too, so it waits:
# the others notice that nobody answers here, one of them takes over, and then this one copies from it.
may_lead() {
  [ -e "$DATA/appendonlydir" ] || { [ "$answers" -gt 0 ] && [ "$replicas" -eq 0 ]; }
}

find_master
while [ "$master" = "$SELF" ] && ! may_lead; do
  echo "this volume is empty: waiting until another Sentinel says that this is the first start or who leads instead"
  sleep 2
  find_master
done

umask 077
password=$(quoted "$REDISCLI_AUTH")
{
  cat "$SCRIPTS/redis.conf"
  printf '%s\n' "requirepass $password" "masterauth $password" "replica-announce-ip $SELF"
  [ "$master" = "$SELF" ] || printf '%s\n' "replicaof $master 6379"
} >"$CONF/redis.conf"

echo "starting: the master is $master, failover number $epoch"
exec redis-server "$CONF/redis.conf"
