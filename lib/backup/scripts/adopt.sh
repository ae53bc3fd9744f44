#!/usr/bin/env bash
# A set from what a server on Docker or bare metal leaves: a pg_dump (custom format), public/system, secrets as files.
# The dump is restored into the throwaway server of rehearse-server.sh, counted there and dumped anew as sets have it.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"

: "${DUMP:?}" "${MASTODON_VERSION:?}" "${RESTORE_JOBS:=2}"
export PGHOST=$WORK/socket PGUSER=postgres PGDATABASE=adopted
unset PGPASSWORD PGPORT
doing='looking at the dump'
[ -f "$DUMP" ] || refuse "the dump $DUMP is not there"
try pg_restore --file=/dev/null "$DUMP"
[ -d "$MEDIA" ] || refuse "the media folder $MEDIA is not there"
doing='waiting for the throwaway server'
for _ in $(seq 600); do
  if pg_isready --quiet --dbname=postgres; then break; fi
  sleep 0.1
done
doing='restoring the dump'
psql --no-psqlrc --quiet --dbname=postgres --command='DROP DATABASE IF EXISTS adopted' --command='CREATE DATABASE adopted TEMPLATE template0' 2>"$WORK/errors"
pg_restore --list --schema=public "$DUMP" | grep -v -E '^[0-9]+; [0-9]+ [0-9]+ (SCHEMA|EXTENSION|COMMENT - (SCHEMA|EXTENSION)) ' >"$WORK/list"
try pg_restore --dbname=adopted --use-list="$WORK/list" --no-owner --no-privileges --exit-on-error --jobs="$RESTORE_JOBS" "$DUMP"
say 'the dump is restored, a set is made of it'
trap - EXIT TERM INT
JOB_UID=${JOB_UID:-adopted-$(date +%s)} exec bash "$here/backup.sh"
