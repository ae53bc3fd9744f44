# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# Is so much gone since the last set that a volume or a database was lost? Sets of what is left would push the good ones out.
# Sourced after sets.sh and database.sh.

# $1 now, $2 then, as $3 says; $4 the set of then.
refuse_lost() {
  [ $((2 * $1)) -lt "$2" ] && [ "${ACCEPT_LOSS:-}" != "$4" ] || return 0
  rm -rf "$partial"
  refuse "$3: was it lost? Bring it back first; if that is gone for good: ACCEPT_LOSS=$4"
}

# Users, since nobody deletes half of them: rows about other servers go by the million when an operator cleans up.
users_in() { awk -F '\t' '$1 == "users" { users = $2 } END { print users + 0 }' "$1"; }

# A cluster that was made anew, before its restore.
refuse_empty_database() {
  doing='looking for tables of Mastodon'
  try sql --command="SELECT to_regclass('public.schema_migrations') IS NOT NULL" >"$WORK/migrated"
  [ "$(cat "$WORK/migrated")" = t ] ||
    refuse "the database $PGDATABASE is not Mastodon's yet: it has no table schema_migrations; restore the newest set, or let Mastodon make its tables"
}

# Counts in folder $1 against those of the last set's folder $2, empty when there is none.
refuse_lost_database() {
  local now was
  [ -n "$2" ] && [ -f "$2/counts" ] || return 0
  now=$(users_in "$1/counts") was=$(users_in "$2/counts")
  refuse_lost "$now" "$was" "the database has $now users, the last set $was" "$(basename "$2")"
}

# Number of media $1 against the last set's folder $2. Where another part of the cache is kept than then, nothing is compared.
refuse_lost_media() {
  local was
  [ -n "$2" ] && [ "$(manifest_value "$2/manifest.json" cache)" = "$CACHE" ] || return 0
  was=$(manifest_value "$2/manifest.json" mediaFiles)
  [ "$was" -ge 20 ] || [ "$1" = 0 ] || return 0
  refuse_lost "$1" "$was" "the media has $1 files, the last set $was" "$(basename "$2")"
}

# Before the first set nothing is known but rows: $1 of them name files, $2 of those are not there.
refuse_missing_media() {
  [ "$1" -lt 20 ] || refuse_lost "$(($1 - $2))" "$1" "of $1 files that rows name $2 are not there" first
}
