#!/usr/bin/env bash
# Restores the newest set into the throwaway server beside it and compares everything with what was written down.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"
. "$here/sets.sh"
. "$here/target.sh"
. "$here/database.sh"
. "$here/media.sh"
. "$here/secrets.sh"
. "$here/restoring.sh"

: "${MUST_NOT_REACH?}" "${REHEARSAL_KEY:=/rehearsal-key/tls.key}" "${SAMPLE:=200}" "${RESTORE_JOBS:=2}"
export PGHOST=$WORK/socket PGUSER=postgres PGDATABASE=postgres
unset PGPASSWORD PGPORT
began=$(date +%s)
: >"$WORK/wrong"

# A rehearsal has production's keys and data: it must not be able to reach anybody.
prove_isolation() {
  local address
  for address in $MUST_NOT_REACH ${KUBERNETES_SERVICE_HOST:+$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT}; do
    if (timeout 5 bash -c "exec 3<>'/dev/tcp/${address%:*}/${address##*:}'") 2>/dev/null; then
      refuse "this pod reaches $address: NetworkPolicies are not enforced here, so nothing is rehearsed"
    fi
  done
}

wait_for_server() {
  local left=600
  until pg_isready --quiet; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || fail 'the throwaway server did not start within a minute'
    sleep 0.1
  done
}

# Collects what is wrong; goes on, so that one rehearsal tells all.
compare() {
  local what=$1
  shift
  doing="comparing $what"
  "$@" >"$WORK/found"
  if [ -s "$WORK/found" ]; then
    say "$what: $(wc -l <"$WORK/found") differences"
    head -n 20 "$WORK/found"
    sed "s/^/$what: /" "$WORK/found" >>"$WORK/wrong"
  else
    say "$what: as written down"
  fi
}

versions() {
  local dumped
  dumped=$(manifest_value "$folder/manifest.json" postgresVersion)
  [ $((dumped / 10000)) -le "$(client_major)" ] || echo "the set is of PostgreSQL $((dumped / 10000)), this is $(client_major)"
}

sampled_files() {
  zstd -dcq "$folder/media.zst" | shuf -n "$SAMPLE" | sort -t $'\t' -k 1,1 >"$WORK/sampled"
  differing_in_segments "$WORK/sampled"
}

lists() {
  local segment
  while IFS=$'\t' read -r segment _; do missing_in_segment "$segment" "$folder/media.zst"; done <"$folder/segments"
}

secrets() {
  rm -rf "$WORK/secrets"
  (umask 077 && mkdir "$WORK/secrets")
  if ! decrypt_secrets "$folder/secrets.cms" "$REHEARSAL_KEY" 2>/dev/null | tar --extract --directory="$WORK/secrets" 2>/dev/null; then
    echo 'secrets.cms can not be decrypted with the rehearsal key'
    return
  fi
  differing_keys "$WORK/secrets" "$folder/manifest.json"
}

# For rehearse-row.rb: one value that Active Record encrypted, and the keys.
hand_over_row() {
  local source
  rm -f "$WORK/row"
  for source in users.otp_secret keypairs.private_key; do
    if [ "$(sql --dbname=rehearsal --command="SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('${source%.*}') AND attname = '${source#*.}'")" = 1 ]; then
      sql --dbname=rehearsal --command="SELECT ${source#*.} FROM ${source%.*} WHERE ${source#*.} LIKE '{\"p\":%' LIMIT 1" >"$WORK/row"
      [ ! -s "$WORK/row" ] || break
    fi
  done
}

need_target
record=rehearsal
prove_isolation
lock_readers shared
set=${SET:-$(newest_set)}
[ -n "$set" ] || refuse 'there is no set to rehearse'
folder=$site/sets/$set
manifest_whole "$folder/manifest.json" || refuse "set $set has no whole manifest"
say "rehearsing set $set"

compare 'PostgreSQL' versions
compare 'what the target gives back' damage_in_set "$set"
[ ! -s "$WORK/wrong" ] || fail "set $set is not whole: $(head -n 1 "$WORK/wrong")"
doing='waiting for the throwaway server'
wait_for_server
doing='restoring the database'
sql --command='DROP DATABASE IF EXISTS rehearsal' --command='CREATE DATABASE rehearsal TEMPLATE template0'
restore_dump rehearsal "$folder/dump" "$RESTORE_JOBS" 2>"$WORK/errors" || fail "set $set can not be restored: $(reason)"
compare 'rows' differing_counts rehearsal "$folder/counts"
compare 'media of rows' rows_without_files rehearsal "$set"
if [ "$(manifest_value "$folder/manifest.json" mediaKind)" = volume ]; then
  compare 'segments' lists
  compare 'sampled files' sampled_files
fi
compare 'keys' secrets
[ ! -s "$WORK/wrong" ] || fail "set $set would not bring everything back: $(head -n 1 "$WORK/wrong")"
hand_over_row
printf '%s\n' "$set" >"$WORK/rehearsed-set"
echo $(($(date +%s) - began)) >"$WORK/rehearsed-seconds"
# What stands in last/ until rehearse-result.sh says that the row was read as well.
trap - EXIT
printf '{\n  "job": "rehearsal",\n  "result": "failed",\n  "message": "failed: no encrypted row of set %s could be decrypted with its keys",\n  "finished": "%s"\n}\n' \
  "$set" "$(now)" | write_result "$site/last/rehearsal.json"
echo "done: set $set is restored and equals its manifest"
