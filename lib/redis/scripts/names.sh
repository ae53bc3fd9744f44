# shellcheck shell=sh
# Keeps the members' addresses in a hosts file, which Redis and Sentinel have as /etc/hosts.
#
# Both look names up while everything else in them waits. A name server's pod on a lost node answers nothing, and a
# Sentinel that waited for two seconds distrusts its own clock and elects nobody (its TILT mode): Redis' master and that
# pod, lost together, would leave the group without a master until Kubernetes gives the node up. So they are asked here.
#
# Reads   PEERS, SELF, HOSTS (the file)
set -eu

address_of() {
  found=$(timeout 5 getent -s dns ahosts "$1" | awk 'NR == 1 { print $1 }') || :
  # Nobody answers: what was known is the best guess.
  [ -n "$found" ] || found=$(awk -v name="$1" '$2 == name { print $1 }' "$HOSTS" 2>/dev/null) || :
  echo "$found"
}

hosts() {
  cat /etc/hosts
  for peer in $PEERS; do
    [ "$peer" != "$SELF" ] || continue
    address=$(address_of "$peer")
    [ -z "$address" ] || echo "$address $peer"
  done
}

# The first process of a container hears no signal that it does not ask for.
trap 'exit 0' TERM
while :; do
  now=$(hosts)
  # In place: the others have mounted this very file.
  [ "$now" = "$(cat "$HOSTS" 2>/dev/null)" ] || echo "$now" >"$HOSTS"
  [ "${1:-}" != once ] || exit 0
  # In the background: a shell hears no signal while it waits for a command.
  sleep 2 &
  wait
done
