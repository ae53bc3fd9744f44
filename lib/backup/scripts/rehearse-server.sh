#!/usr/bin/env bash
# A throwaway PostgreSQL that nothing but this pod reaches: no network, a socket in /work, its data gone with the pod.
set -euo pipefail
: "${WORK:=/work}" "${DATA:=/data}"
umask 077
rm -rf "$DATA/server"
initdb --pgdata="$DATA/server" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
mkdir -p "$WORK/socket"
chmod 0777 "$WORK/socket"
# It may lose everything at any moment: nothing waits for its disk.
exec postgres -D "$DATA/server" -c listen_addresses= -c unix_socket_directories="$WORK/socket" -c unix_socket_permissions=0777 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 \
  -c max_wal_size=1GB -c maintenance_work_mem=128MB -c log_min_messages=fatal
