#!/bin/bash
# Does what the official image's entrypoint does, as far as rendered sites rely on it: an empty PGDATA becomes a cluster
# with POSTGRES_PASSWORD, prepared by a server that no network reaches and by the scripts in /docker-entrypoint-initdb.d;
# then the server itself. Starts over nothing: a PGDATA with a PG_VERSION in it is taken as it is.
set -euo pipefail

if [ "${1:-}" != postgres ]; then exec "$@"; fi

umask 077
mkdir -p "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo 'POSTGRES_PASSWORD is empty: an empty volume can not be prepared' >&2
    exit 1
  fi
  read -ra initdb_arguments <<<"${POSTGRES_INITDB_ARGS:-}"
  initdb --username="${POSTGRES_USER:=postgres}" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${initdb_arguments[@]}"
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  # The official image changes this in the sample that initdb copies.
  printf "\nlisten_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
  PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -o "-c listen_addresses= -p 5432" -w start
  export PGPASSWORD=$POSTGRES_PASSWORD
  if [ "${POSTGRES_DB:=$POSTGRES_USER}" != postgres ]; then createdb --username="$POSTGRES_USER" "$POSTGRES_DB"; fi
  for script in /docker-entrypoint-initdb.d/*; do
    case $script in
    *.sh) . "$script" ;;
    *.sql) psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --file="$script" ;;
    esac
  done
  unset PGPASSWORD
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
