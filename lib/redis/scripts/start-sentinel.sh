# shellcheck shell=sh
# Starts Sentinel with today's settings and what it remembered: its own identity, the master, votes and members.
# Members that are no longer declared are forgotten, or they would count in every later vote.
set -eu
# shellcheck source-path=SCRIPTDIR source=quote.sh
. "$SCRIPTS/quote.sh"
# shellcheck source-path=SCRIPTDIR source=master.sh
. "$SCRIPTS/master.sh"

memory() {
  [ -f "$STATE" ] || return 0
  awk -v peers=" $PEERS " '
    $1 != "sentinel" { next }
    $2 == "myid" || $2 == "current-epoch" || $2 == "leader-epoch" || $2 == "config-epoch" { print; next }
    $2 == "known-sentinel" { if (index(peers, " " $4 " ")) print }' "$STATE"
}

# Sentinel learns of replicas from the master only. One that it does not know when the master is lost would be left
# behind, so after the first start all declared ones are named.
other_members() {
  for peer in $PEERS; do
    [ "$peer" = "$master" ] || echo "sentinel known-replica $MASTER_NAME $peer 6379"
  done
}

umask 077
mkdir -p "${STATE%/*}"
remembered=$(memory)
own=$(own_sentinel)
if [ -n "$own" ]; then
  master=${own#* } replicas=${own##* }
  master=${master% *}
else
  find_master
  remembered="sentinel config-epoch $MASTER_NAME $epoch"
fi
[ "$replicas" -eq 0 ] || remembered="$remembered
$(other_members)"

password=$(quoted "$REDISCLI_AUTH")
{
  cat "$SCRIPTS/sentinel.conf"
  # Not echo: it would take a backslash of the password apart.
  printf '%s\n' \
    "requirepass $password" \
    "sentinel announce-ip $SELF" \
    "sentinel monitor $MASTER_NAME $master 6379 $QUORUM" \
    "sentinel auth-pass $MASTER_NAME $password" \
    "$remembered"
} >"$STATE.new"
mv "$STATE.new" "$STATE"

exec redis-sentinel "$STATE"
