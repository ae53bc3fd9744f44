# shellcheck shell=sh
# Who leads? Read by the start scripts of Redis and Sentinel.
#
# Every failover has a number (Sentinel's config-epoch), and the highest one wins: a server that was away while
# another took over must not lead again. The other Sentinels are asked first, two seconds each; what our own one
# wrote down before it stopped counts as one more answer.
#
# Reads   PEERS (all hosts of the group, ordinal 0 first), SELF, MASTER_NAME, STATE (our Sentinel's file), REDISCLI_AUTH
# Leaves  master, epoch, replicas (highest number that anybody knew), answers (number of others that answered)

ask_sentinel() {
  timeout 2 redis-cli -h "$1" -p 26379 --raw SENTINEL MASTER "$MASTER_NAME" 2>/dev/null |
    awk 'NR % 2 { field = $0; next } { value[field] = $0 }
         END { if ("config-epoch" in value) print value["config-epoch"], value["ip"], value["num-slaves"] }'
}

own_sentinel() {
  [ -f "$STATE" ] || return 0
  awk '$1 == "sentinel" && $2 == "monitor" { host = $4 }
       $1 == "sentinel" && $2 == "config-epoch" { epoch = $4 }
       $1 == "sentinel" && ($2 == "known-replica" || $2 == "known-slave") { replicas++ }
       END { if (host != "") print epoch + 0, host, replicas + 0 }' "$STATE"
}

consider() {
  [ "$3" -gt "$replicas" ] && replicas=$3
  if [ "$1" -gt "$epoch" ]; then
    epoch=$1
    master=$2
  fi
}

find_master() {
  master='' epoch=-1 replicas=0 answers=0
  for peer in $PEERS; do
    [ "$peer" = "$SELF" ] && continue
    answer=$(ask_sentinel "$peer") || continue
    [ -n "$answer" ] || continue
    answers=$((answers + 1))
    # shellcheck disable=SC2086 # three words
    consider $answer
  done
  answer=$(own_sentinel)
  # shellcheck disable=SC2086 # three words
  [ -n "$answer" ] && consider $answer
  if [ -z "$master" ]; then
    # Nobody remembers anything: the group's first start.
    master=${PEERS%% *} epoch=0
  fi
}
