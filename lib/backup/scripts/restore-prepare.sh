#!/usr/bin/env bash
# Everything of a restore that can be done while the site runs: preflight, media, a staging database that was compared.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"
. "$here/sets.sh"
. "$here/target.sh"
. "$here/database.sh"
. "$here/media.sh"
. "$here/secrets.sh"
. "$here/restoring.sh"
. "$here/request.sh"

: "${JOB_UID:?}" "${MASTODON_VERSION:?}" "${MEDIA_KIND:=volume}" "${RESTORE_JOBS:=2}"

of_set() { manifest_value "$folder/manifest.json" "$1"; }
newer() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "${1#v}" "${2#v}" | sort --version-sort | tail -n 1)" = "${1#v}" ]; }

# Changes nothing.
check_set() {
  doing='comparing the set with this server'
  [ "$(of_set format)" = 1 ] || refuse "set $set has format $(of_set format), this Mammut knows 1: use the newer Mammut that wrote it"
  [ "$(of_set domain)" = "$WEB_DOMAIN" ] || refuse "set $set is of $(of_set domain), not of $WEB_DOMAIN"
  ! newer "$(of_set mastodonVersion)" "$MASTODON_VERSION" ||
    refuse "set $set is of Mastodon $(of_set mastodonVersion), newer than this server's $MASTODON_VERSION: deploy that version first"
  [ $(($(of_set postgresVersion) / 10000)) -le "$(client_major)" ] ||
    refuse "set $set is of PostgreSQL $(($(of_set postgresVersion) / 10000)), this server is $(client_major): restore into that version or a newer one"
  [ "$(of_set mediaKind)" = "$MEDIA_KIND" ] || refuse "set $set has its media on $(of_set mediaKind), this site on $MEDIA_KIND"
  differing_keys "$SECRETS" "$folder/manifest.json" >"$WORK/differing"
  [ ! -s "$WORK/differing" ] ||
    refuse "the keys in this cluster are not those of set $set ($(head -n 1 "$WORK/differing")): put back its secrets first, from secrets.cms with the offline key"
}

check_space() {
  doing='asking for free space'
  local need free used wal
  need=$((2 * $(of_set databaseBytes)))
  [ "${DATABASE_SIZE:-0}" -gt 0 ] || refuse "free space for a second database can not be read by SQL: say how large the database's volume is (DATABASE_SIZE, bytes)"
  used=$(sql --command='SELECT coalesce(sum(pg_database_size(oid)), 0) FROM pg_database WHERE has_database_privilege(oid, '"'CONNECT'"') OR pg_has_role('"'pg_read_all_stats'"', '"'USAGE'"')')
  wal=$(sql --command="SELECT setting::bigint * 1024 * 1024 FROM pg_settings WHERE name = 'max_wal_size'")
  free=$((DATABASE_SIZE - used - wal - DATABASE_SIZE / 5))
  [ "$free" -ge "$need" ] ||
    refuse "the database's volume has room for $(megabytes $((free > 0 ? free : 0))), the set needs $(megabytes "$need"): enlarge it, or drop what an earlier restore kept (\\l mammut_old_*)"
  [ "$MEDIA_KIND" = s3 ] || {
    free=$(df --output=avail --block-size=1 "$MEDIA" | tail -n 1)
    need=$(awk -F '\t' '{ bytes += $2 } END { printf "%.0f", bytes * 1.02 }' "$WORK/needed")
    [ "$free" -ge "$need" ] || refuse "the media's volume has $(megabytes "$free") free, $(megabytes "$need") are missing from it: enlarge it"
  }
}

# Lines of media.zst whose file is missing or another one → $WORK/needed; of those, the ones in the way → $WORK/in-the-way.
compare_with_media() {
  doing='comparing the media'
  zstd -dcq "$folder/media.zst" >"$WORK/list"
  (cd "$MEDIA" && find . -ignore_readdir_race -mindepth 1 \( -path './.*' -o -path ./lost+found \) -prune -o -not -type d -printf '%P\t%s\n') | sort -t "$tab" -k 1,1 >"$WORK/there"
  # Same size: does it hold the same?
  join -t "$tab" -o 0,1.2,1.3,1.4,1.5,2.2 "$WORK/list" "$WORK/there" | awk -F '\t' -v OFS='\t' '$2 == $6 { print $1, $2, $3, $4, $5 }' >"$WORK/same-size"
  cut -f 1 "$WORK/same-size" | hashes_of "$MEDIA" | join -t "$tab" -o 0,1.4,2.2 "$WORK/same-size" - | awk -F '\t' '$2 == $3 { print $1 }' >"$WORK/equal"
  join -t "$tab" -v 1 "$WORK/list" "$WORK/equal" >"$WORK/needed"
  join -t "$tab" -o 0 "$WORK/needed" "$WORK/there" >"$WORK/in-the-way"
}

# Nothing is deleted: what is in the way is moved into a folder beside.
move_aside() {
  doing='putting the media back'
  local path
  [ -s "$WORK/in-the-way" ] || return 0
  say "media: $(wc -l <"$WORK/in-the-way") files differ from the set's and are moved to .aside-$set"
  while IFS= read -r path; do
    mkdir -p "$MEDIA/.aside-$set/$(dirname "$path")"
    mv --backup=numbered "$MEDIA/$path" "$MEDIA/.aside-$set/$path"
  done <"$WORK/in-the-way"
}

# Goes on while the database is restored: one waits for the disk, the other for a processor.
begin_media() {
  move_aside
  say "media: $(wc -l <"$WORK/needed") of $(wc -l <"$WORK/list") files are missing"
  : >"$WORK/progress"
  unpack_files "$WORK/needed" "$MEDIA" >"$WORK/differing-media" 2>"$WORK/progress" &
  unpacking=$!
  tail --pid="$unpacking" --sleep-interval=1 -n +1 -f "$WORK/progress" &
  telling=$!
}

end_media() {
  doing='putting the media back'
  wait "$unpacking" || fail "the media could not be put back: $(tail -n 1 "$WORK/tar-errors")"
  wait "$telling"
  [ ! -s "$WORK/differing-media" ] || fail "the media could not be put back: $(head -n 1 "$WORK/differing-media")"
  sync --file-system "$MEDIA"
}

# As the live database is: encoding, locale, settings, grants.
make_stage() {
  sql --set=stage="$stage" --command="DROP DATABASE IF EXISTS \"$stage\""
  sql --set=stage="$stage" <<'SQL'
SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L', :'stage', pg_encoding_to_char(encoding), datcollate, datctype)
FROM pg_database WHERE datname = current_database()
\gexec
SELECT format('ALTER DATABASE %I SET %s = %L', :'stage', split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1))
FROM pg_database d JOIN pg_db_role_setting s ON s.setdatabase = d.oid AND s.setrole = 0, unnest(setconfig) setting
WHERE datname = current_database()
\gexec
SELECT format('GRANT %s ON DATABASE %I TO %s', privilege_type, :'stage', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
FROM pg_database, aclexplode(datacl) WHERE datname = current_database() AND grantee <> datdba
\gexec
SQL
  # Those that Mastodon's tables need are trusted ones; others are the operator's and tell so where they are missing.
  local extension
  for extension in $(of_set extensions | tr ',' '\n' | awk '{ print $1 }'); do
    sql --dbname="$stage" --command="CREATE EXTENSION IF NOT EXISTS \"$extension\"" 2>/dev/null || say "extension $extension could not be created, which only its administrator may"
  done
}

restore_into_stage() {
  doing='restoring the staging database'
  local began
  began=$(date +%s)
  try make_stage
  say "database: restoring $(megabytes "$(of_set databaseBytes)") into $stage"
  restore_dump "$stage" "$folder/dump" "$RESTORE_JOBS" 2>"$WORK/errors" || {
    sql --command="DROP DATABASE IF EXISTS \"$stage\"" 2>/dev/null || true
    fail "the database could not be restored: $(reason)"
  }
  doing='comparing the staging database'
  differing_counts "$stage" "$folder/counts" >"$WORK/differing"
  if [ -s "$WORK/differing" ]; then
    sql --command="DROP DATABASE IF EXISTS \"$stage\"" || true
    fail "the restored database is not what was written down: $(head -n 1 "$WORK/differing")"
  fi
  try sql --dbname="$stage" --command='ANALYZE'
  # For restore-stop.rb, which knows this Mastodon's migrations.
  sql --dbname="$stage" --command="SELECT version FROM schema_migrations" >"$WORK/migrations" 2>/dev/null || rm -f "$WORK/migrations"
  # Only a staging database that was compared may become live.
  try note "$stage" staged "$set"
  say "database: $(of_set rows) rows as written down, in $(($(date +%s) - began)) s"
}

need_target
lock_writer
lock_readers shared
check_versions
read_request
doing='asking the database whether this was done already'
try noted "$PGDATABASE" restored >"$WORK/restored-by"
case $(cat "$WORK/restored-by") in
  "$digest:$JOB_UID") completed "set $set is live already; the steps after it go on" ;;
  "$digest:"*) refuse "this request was carried out already: for the same set again, give the request another text in its key at" ;;
esac
check_set
say "set $set of $(of_set snapshot): reading every byte of it"
doing='reading the set'
damage_in_set "$set" >"$WORK/found"
[ ! -s "$WORK/found" ] ||
  refuse "set $set is damaged: $(head -n 1 "$WORK/found"); nothing was changed; whole sets: $(checked_sets | tr '\n' ' ')"
if [ "$MEDIA_KIND" = volume ]; then
  [ -d "$MEDIA" ] || refuse "the media folder $MEDIA is not there: is its volume mounted?"
  compare_with_media
fi
check_space
# For put-media-back.sh, whose image has no zstd.
[ "$MEDIA_KIND" != s3 ] || zstd -dcq "$folder/media.zst" | cut -f 1,2 >"$WORK/wanted"
[ "$MEDIA_KIND" != volume ] || begin_media
staging=no
if [ "$(sql --command='SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user')" = t ]; then
  staging=yes
  restore_into_stage
fi
[ "$MEDIA_KIND" != volume ] || end_media
[ "$staging" = yes ] || completed "the media of set $set is back; without CREATEDB the database is restored once the site is stopped"
completed "set $set is restored beside the live database and equals its manifest; the site still runs"
