#!/usr/bin/env bash
# The staging database becomes the live one, in one transaction; the old one is kept. Without CREATEDB the set is
# restored into the live database by one transaction, beside its old schema.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"
. "$here/sets.sh"
. "$here/target.sh"
. "$here/database.sh"
. "$here/restoring.sh"
. "$here/request.sh"
. "$here/lease.sh"

: "${JOB_UID:?}" "${POD_NAME:?}" "${MAINTENANCE_DATABASE:=postgres}" "${SWAP_TIMEOUT:=60}"
export here

# Highest values of the old database's sequences: ids of follows are known to other servers and must not be used twice.
sequence_values() {
  sql --command="SELECT format('SELECT setval(%L, greatest(%s, last_value)) FROM %I.%I;', quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value, schemaname, sequencename)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
}

scheduled_sql() {
  case $(asked scheduled postpone) in
    postpone) echo "UPDATE scheduled_statuses SET scheduled_at = scheduled_at + interval '1 year' WHERE scheduled_at < now() + interval '10 minutes';" ;;
    delete) echo "DELETE FROM scheduled_statuses WHERE scheduled_at < now() + interval '10 minutes';" ;;
    keep) ;;
  esac
}

# Statement $2 where relation $1 is there.
where_there() {
  cat <<SQL
SELECT to_regclass('$1') IS NOT NULL AS there \gset
\if :there
$2
\endif
SQL
}

# For whatever database it runs in.
adapting_sql() {
  local statement
  while IFS= read -r statement; do
    where_there "$(printf '%s' "$statement" | sed -E "s/^SELECT setval\('([^']*)'.*/\1/")" "$statement"
  done <"$WORK/sequences"
  where_there scheduled_statuses "$(scheduled_sql)"
}

# Moves with the database when it is renamed, and stands or falls with the transaction.
written_down() {
  noting_sql "$1" restored "$digest:$JOB_UID"
  noting_sql "$1" target "$(marker_value id):$(newest_sequence)"
}

# Sessions of others end while the rename waits for them; a pod that reconnects is ended again.
end_sessions() {
  while :; do
    sql --dbname="$MAINTENANCE_DATABASE" --command="SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname IN ('$PGDATABASE', '$stage') AND pid <> pg_backend_pid() AND usename = current_user" >/dev/null 2>&1 || true
    sleep 0.1
  done
}

# Asked by psql inside the transaction, as its last word before COMMIT.
commit_gate='\set held `bash -c ". \"$here/lease.sh\"; lease_held" && echo 1 || echo 0`
\if :held
COMMIT;
\else
ROLLBACK;
\! touch "$WORK/lost"
\endif
'

swap_databases() {
  local old ender ends
  old=mammut_old_${set%%-*}_$(date +%Y%m%d%H%M%S)
  ends=$(($(date +%s) + SWAP_TIMEOUT))
  rm -f "$WORK/lost"
  end_sessions &
  ender=$!
  until printf 'BEGIN;\nALTER DATABASE :"live" RENAME TO :"old";\nALTER DATABASE :"stage" RENAME TO :"live";\n%s' "$commit_gate" |
    sql --dbname="$MAINTENANCE_DATABASE" --set=live="$PGDATABASE" --set=old="$old" --set=stage="$stage" 2>"$WORK/errors"; do
    if ! grep -q 'is being accessed by other users' "$WORK/errors" || [ "$(date +%s)" -ge "$ends" ]; then
      kill "$ender" 2>/dev/null || true
      fail "the databases could not be swapped, the old one is live: $(reason)"
    fi
  done
  kill "$ender" 2>/dev/null || true
  [ ! -e "$WORK/lost" ] || fail 'the Lease is not ours any more, or the API server does not answer: nothing was swapped'
  kept="database $old"
}

swap_schemas() {
  local old
  old=mammut_old_${set%%-*}_$(date +%Y%m%d%H%M%S)
  restorable_list "$folder/dump" >"$WORK/list"
  rm -f "$WORK/lost" "$WORK/differing"
  {
    printf 'BEGIN;\nALTER SCHEMA public RENAME TO "%s";\nCREATE SCHEMA public;\n' "$old"
    pg_restore --use-list="$WORK/list" --no-owner --no-privileges --file=- "$folder/dump" || echo '\! touch "$WORK/lost"'
    printf "\\\\pset fieldsep '\\\\t'\n\\\\pset tuples_only on\n\\\\pset format unaligned\nSET search_path = public;\n\\\\o :counts\n"
    counts_sql
    printf '\\o\n'
    adapting_sql
    written_down "$PGDATABASE"
    cat <<'SQL'
\set equal `cmp -s "$WORK/counts-then" "$WORK/counts-now" && echo 1 || echo 0`
\if :equal
SQL
    printf '%s\\else\nROLLBACK;\n\\! touch "$WORK/differing"\n\\endif\n' "$commit_gate"
  } | sql --set=counts="$WORK/counts-now" >/dev/null 2>"$WORK/errors" ||
    fail "the set could not be restored, the old database is as it was: $(reason)"
  [ ! -e "$WORK/differing" ] || fail 'the restored database is not what was written down; the old one is as it was'
  [ ! -e "$WORK/lost" ] || fail 'the Lease is not ours any more, or the API server does not answer: nothing was swapped'
  kept="schema $old"
}

export WORK POD_NAME
need_target
lock_readers shared
read_request
doing='asking the database whether this was done already'
try noted "$PGDATABASE" restored >"$WORK/restored-by"
[ "$(cat "$WORK/restored-by")" != "$digest:$JOB_UID" ] || completed "set $set is live already"
lease_held || fail 'the Lease is not ours, or the API server does not answer: nothing was swapped'
doing='reading the sequences'
try sequence_values >"$WORK/sequences"
staged=$(noted "$stage" staged)
doing='swapping'
if [ "$(sql --command='SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user')" = t ]; then
  [ "$staged" = "$set" ] || fail "the staging database $stage is not there or was never compared: the next try makes it"
  doing='adapting the staging database'
  { echo 'BEGIN;' && adapting_sql && written_down "$stage" && echo 'COMMIT;'; } >"$WORK/adapt.sql"
  try sql --dbname="$stage" --file="$WORK/adapt.sql" >/dev/null
  swap_databases
else
  cp "$folder/counts" "$WORK/counts-then"
  swap_schemas
fi
completed "set $set is live; the old one is kept as $kept until you drop it"
