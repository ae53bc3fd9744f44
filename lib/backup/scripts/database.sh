# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# The database's side of a set: dump and counts of one snapshot. Sourced after common.sh.

: "${PGCONNECT_TIMEOUT:=10}"
export PGCONNECT_TIMEOUT PGAPPNAME=${PGAPPNAME:-mammut}
# Seconds after which either side gives up another that vanished; the kernel alone tries for fifteen minutes when something
# was sent. A cut-off session so frees its locks. libpq takes its own side from a service file only.
: "${PEER_TIMEOUT:=120}"
export PGOPTIONS="${PGOPTIONS:-} -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_user_timeout=$((PEER_TIMEOUT * 1000))"
printf '[mammut]\ntcp_user_timeout=%d\n' $((PEER_TIMEOUT * 1000)) >"$WORK/pg_service.conf"
export PGSERVICE=mammut PGSERVICEFILE=$WORK/pg_service.conf

sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }
client_major() { pg_dump --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/'; }

# The number of Rails' lock on migrations: whoever has it, neither migrates nor is dumped meanwhile.
# Source: Active Record, lib/active_record/migration.rb, MIGRATOR_SALT * Zlib.crc32(database).
migration_lock() {
  local crc
  crc=$(printf '%s' "$PGDATABASE" | gzip --fast | tail -c 8 | od --address-radix=n --format=u4 --read-bytes=4 --endian=little)
  echo $((crc * 2053462845))
}

check_versions() {
  doing='asking the database for its version'
  local server
  try sql --command='SHOW server_version_num' >"$WORK/server-version"
  server=$(cat "$WORK/server-version")
  [ "$((server / 10000))" = "$(client_major)" ] ||
    refuse "the database is PostgreSQL $((server / 10000)), this image's tools are $(client_major)'s: use the image postgres:$((server / 10000))-trixie"
}

# Words of ours in a database's comment: its owner may write it, it moves with a rename, and no dump holds it.
# $1 database, $2 word
noted() {
  sql --set=database="$1" --set=word="$2" <<'SQL'
SELECT coalesce(substring(shobj_description(oid, 'pg_database') FROM 'mammut\.' || :'word' || '=([^ ]*)'), '')
FROM pg_database WHERE datname = :'database';
SQL
}
# SQL that notes value $3 as word $2 of database $1; what people wrote there stays.
noting_sql() {
  cat <<SQL
SELECT format('COMMENT ON DATABASE %I IS %L', datname, btrim(regexp_replace(
  coalesce(shobj_description(oid, 'pg_database'), ''), ' ?mammut\.$2=[^ ]*', '') || ' mammut.$2=$3'))
FROM pg_database WHERE datname = '$1'
\gexec
SQL
}
note() { noting_sql "$@" | sql; }

# path, size of every file that a row names and nobody can fetch again. Folders as Paperclip makes them: the id in
# groups of three digits. A table or column that this Mastodon doesn't have is left out.
media_rows_sql() {
  cat <<'SQL'
SELECT format($$SELECT %L || regexp_replace(lpad(id::text, CASE WHEN id < 1000000000 THEN 9 ELSE greatest(12, length(id::text)) END, '0'), '(\d{3})(?=\d)', '\1/', 'g')
  || '/original/' || %I, coalesce(%I, -1) FROM %I WHERE %s AND %I <> ''$$,
  owner || '/' || attachment || 's/', attachment || '_file_name', attachment || '_file_size', owner, condition, attachment || '_file_name')
FROM (VALUES ('media_attachments', 'file', $$remote_url = ''$$), ('accounts', 'avatar', 'domain IS NULL'), ('accounts', 'header', 'domain IS NULL'),
  ('custom_emojis', 'image', 'domain IS NULL'), ('site_uploads', 'file', 'true')) AS attachments (owner, attachment, condition)
WHERE (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('public.' || owner) AND attname IN (attachment || '_file_name', attachment || '_file_size')) = 2
\gexec
SQL
}

# Rows and highest id of every table, from inside whatever transaction reads it.
counts_sql() {
  cat <<'SQL'
SELECT format('SELECT %L, count(*), %s FROM %s', c.relname,
  CASE WHEN a.attname IS NULL THEN 'NULL' ELSE 'max(id)' END, c.oid::regclass)
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id' AND NOT a.attisdropped
  AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE "C"
\gexec
SELECT '(constraints)', count(*), NULL FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'x', 'c') AND convalidated;
SELECT '(indexes)', count(*), NULL FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace;
SELECT '(sequences)', count(*), NULL FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
SELECT '(views)', count(*), NULL FROM pg_class c WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype = 'e');
SELECT '(functions)', count(*), NULL FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e');
SQL
}

# Level 3 takes twice the time of level 1 and saves nothing worth it on rows.
compression() { if [ "$(client_major)" -ge 16 ]; then echo zstd:1; else echo 1; fi; }

# Into folder $1: dump, counts; and facts of the snapshot, a `key <tab> value` a line, into $WORK/facts;
# the files that rows name into $WORK/media-rows.
dump_database() {
  local folder=$1
  doing='dumping the database'
  rm -f "$WORK/busy" "$WORK/dumped"
  export DUMP_FILE=$folder/dump DUMP_COMPRESSION WORK
  DUMP_COMPRESSION=$(compression)
  {
    cat <<'SQL'
\pset fieldsep '\t'
SELECT pg_try_advisory_lock(:lock) AS free \gset
\if :free
\else
\! touch "$WORK/busy"
DO $$ BEGIN RAISE 'a migration runs'; END $$;
\endif
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
\o :facts
SELECT 'snapshot', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
SELECT 'postgresVersion', current_setting('server_version_num');
SELECT 'encoding', pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database();
SELECT 'collation', datcollate FROM pg_database WHERE datname = current_database();
SELECT 'databaseBytes', pg_database_size(current_database());
SELECT 'extensions', string_agg(extname || ' ' || extversion, ', ' ORDER BY extname) FROM pg_extension;
SELECT 'mastodonSchema', coalesce((SELECT max(version) FROM schema_migrations), '');
\o
\! pg_dump --format=custom --compress="$DUMP_COMPRESSION" --schema=public --no-owner --no-privileges --snapshot="$SNAPSHOT" --lock-wait-timeout=60s --file="$DUMP_FILE" && touch "$WORK/dumped"
\set dumped `test -e "$WORK/dumped" && echo 1 || echo 0`
\if :dumped
\else
DO $$ BEGIN RAISE 'pg_dump failed'; END $$;
\endif
\o :counts
SQL
    counts_sql
    echo '\o :rows'
    media_rows_sql
    printf '\\o\nCOMMIT;\n'
  } >"$WORK/dump.sql"
  if ! sql --set=lock="$(migration_lock)" --set=facts="$WORK/facts" --set=counts="$folder/counts" --set=rows="$WORK/media-rows" --file="$WORK/dump.sql" 2>"$WORK/errors"; then
    [ ! -e "$WORK/busy" ] || busy 'already running: a migration holds the database'
    cat "$WORK/errors" >&2
    fail "the database could not be dumped: $(reason)"
  fi
  [ -s "$folder/counts" ] || fail "the database $PGDATABASE has no tables: nothing to back up"
}

# The parts of a dump that an unprivileged owner restores: the schema is there, extensions are the server's matter.
restorable_list() { pg_restore --list "$1" | grep -v -E '^[0-9]+; [0-9]+ [0-9]+ (SCHEMA|EXTENSION|COMMENT - (SCHEMA|EXTENSION)) '; }

# Restores dump $2 into the empty database $1, by $3 processes.
restore_dump() {
  restorable_list "$2" >"$WORK/restorable"
  pg_restore --dbname="$1" --use-list="$WORK/restorable" --no-owner --no-privileges --exit-on-error --jobs="$3" "$2"
}

# What differs between the counts of database $1 and file $2, a line each.
differing_counts() {
  { printf "\\\\pset fieldsep '\\\\t'\nBEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n"; counts_sql; echo 'COMMIT;'; } >"$WORK/counts.sql"
  sql --dbname="$1" --file="$WORK/counts.sql" >"$WORK/counts-now" || return 1
  awk -F '\t' 'NR == FNR { was[$1] = $2 "\t" $3; next } { now[$1] = $2 "\t" $3 }
    END {
      for (table in was) {
        if (!(table in now)) { print table " is missing"; continue }
        split(was[table], w, "\t"); split(now[table], n, "\t")
        if (w[1] != n[1]) print table ": " n[1] " rows, not " w[1]
        else if (w[2] != n[2]) print table ": ends at id " n[2] ", not " w[2]
      }
      for (table in now) if (!(table in was)) print table " is not in the set"
    }' "$2" "$WORK/counts-now" | sort
}
