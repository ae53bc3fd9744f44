# shellcheck shell=sh
# Ready: a master, or a replica that has caught up with one. A rollout goes on only then.
set -eu
redis-cli -e PING >/dev/null
redis-cli -e INFO replication | grep -q -e '^role:master' -e '^master_link_status:up'
