#!/usr/bin/env bash
# One backup: a set of dump, media, settings and secrets, published by one rename, then read back from the target.
# Media on S3 take three steps of one pod: `backup.sh dump`, copy-media.sh, `backup.sh publish`.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"
. "$here/sets.sh"
. "$here/target.sh"
. "$here/database.sh"
. "$here/loss.sh"
. "$here/media.sh"
. "$here/secrets.sh"

: "${JOB_UID:?}" "${MASTODON_VERSION:?}" "${MEDIA_KIND:=volume}" "${CACHE:=emojis}"
steps=${1:-all}
partial=$site/sets/.partial-$JOB_UID

# A retried pod of a Job whose set is published already has only to read it back.
published_by_this_job() {
  local set
  for set in $(published_sets); do
    if [ "$(manifest_value "$site/sets/$set/manifest.json" job)" = "$JOB_UID" ]; then echo "$set"; fi
  done | tail -n 1
}

# The newest set whose list is here and whole.
last_set() {
  local set
  set=$(newest_set)
  # Its list is what the media is compared with: a damaged one would lose files without a word.
  while [ -n "$set" ] && [ -n "$(damage_in_files "$site/sets/$set" 'media.zst segments' | tee "$WORK/damage")" ]; do
    say "set $set is not built upon: $(head -n 1 "$WORK/damage")" >&2
    mark_set_damaged "$set"
    set=$(published_sets | awk -v before="$set" '$0 < before' | tail -n 1)
  done
  [ -z "$set" ] || echo "$site/sets/$set"
}

begin_set() {
  rm -rf "$partial"
  mkdir -p "$partial/settings"
  printf '%06d-%s\n' "$(next_sequence)" "$(date +%Y%m%d-%H%M%S)" >"$partial/id"
  now >"$partial/started"
}

back_up_settings() {
  doing='copying the settings'
  local file
  [ ! -d "$SETTINGS" ] || for file in "$SETTINGS"/*; do
    if [ -f "$file" ]; then try cp --dereference --no-preserve=mode "$file" "$partial/settings/"; fi
  done
}

back_up_secrets() {
  doing='encrypting the secrets'
  try encrypt_secrets "$SECRETS" "$partial/secrets.cms"
  openssl rand -hex 16 >"$WORK/salt"
  fingerprints "$SECRETS" "$(cat "$WORK/salt")" >"$WORK/fingerprints"
}

# `key <tab> value` lines → a manifest's lines.
json_lines() {
  local key value
  while IFS=$'\t' read -r key value; do
    case $key in
      format | sequence | databaseBytes | postgresVersion | tables | rows | mediaFiles | mediaBytes | mediaGone | segments)
        printf '  "%s": %s,\n' "$key" "$value" ;;
      *) printf '  "%s": %s,\n' "$key" "$(json_string "$value")" ;;
    esac
  done
}

manifest() {
  local set=$1 files bytes file
  read -r files bytes <"$WORK/media-totals"
  {
    printf 'format\t1\nid\t%s\nsequence\t%d\nsite\t%s\ndomain\t%s\n' "$set" "$(sequence_of "$set")" "$SITE" "$WEB_DOMAIN"
    printf 'target\t%s\njob\t%s\nprevious\t%s\n' "$(marker_value id)" "$JOB_UID" "$(newest_set)"
    printf 'started\t%s\nfinished\t%s\nmastodonVersion\t%s\n' "$(cat "$partial/started")" "$(now)" "$MASTODON_VERSION"
    printf 'postgresClient\t%s\n' "$(pg_dump --version)"
    cat "$partial/facts"
    awk -F '\t' '{ rows += $2 } END { printf "tables\t%d\nrows\t%.0f\n", NR, rows }' "$partial/counts"
    printf 'mediaKind\t%s\ncache\t%s\nmediaFiles\t%s\nmediaBytes\t%s\n' "$MEDIA_KIND" "$CACHE" "$files" "$bytes"
    printf 'mediaGone\t%d\nsegments\t%d\n' "$(wc -l <"$partial/gone")" "$(wc -l <"$partial/segments")"
    printf 'fingerprintSalt\t%s\n' "$(cat "$WORK/salt")"
    sed 's/^/fingerprint:/' "$WORK/fingerprints"
    (cd "$partial" && find . -type f -not -name id -not -name started -not -name facts -not -name media-rows -not -name listing -printf '%P\n' | sort) | while read -r file; do
      printf 'file:%s\t%s %s\n' "$file" "$(hash_of "$partial/$file")" "$(size_of "$partial/$file")"
    done
  } | { echo '{' && json_lines; } | seal
}

publish() {
  local set=$1 file segment
  doing='publishing the set'
  cp "$partial/facts" "$WORK/facts"
  manifest "$set" >"$WORK/manifest.json"
  rm -f "$partial/id" "$partial/started" "$partial/facts" "$partial/media-rows" "$partial/listing"
  # Whoever lost its lock long ago must not publish a set whose segments were pruned meanwhile.
  while IFS=$'\t' read -r segment _; do
    [ -f "$site/segments/$segment" ] || [ -f "$site/segments/$segment.uploaded" ] || fail "segment $segment vanished while the backup ran: the next one writes its files anew"
  done <"$partial/segments"
  find "$partial" -type f -print0 | xargs --null sync
  try cp "$WORK/manifest.json" "$partial/manifest.new"
  sync "$partial/manifest.new"
  mv "$partial/manifest.new" "$partial/manifest.json"
  sync "$partial" "$partial/settings" "$site/segments"
  # NFS may say of a rename that it failed when only its answer was lost.
  mv --no-target-directory --no-clobber "$partial" "$site/sets/$set" || true
  cmp -s "$WORK/manifest.json" "$site/sets/$set/manifest.json" || fail "the set could not be renamed into $site/sets/$set"
  sync "$site/sets"
  say "set $set is published"
}

# Reads back from the target all that was written for set $1, and the dump in full.
check() {
  local set=$1 folder=$site/sets/$1 name hash size
  [ ! -f "$folder/checked.json" ] || return 0
  doing='reading the set back'
  damage_in_files "$folder" >"$WORK/damage"
  [ -s "$WORK/damage" ] || pg_restore --file=/dev/null "$folder/dump" 2>"$WORK/errors" || echo "dump can not be read: $(reason)" >>"$WORK/damage"
  # A segment of an earlier set was read back when that one was checked.
  while IFS=$'\t' read -r name hash size _; do
    case $name in "$set"-*) ;; *) continue ;; esac
    damage_in_segment "$name" "$hash" "$size" >"$WORK/segment-damage"
    [ -s "$WORK/segment-damage" ] || missing_in_segment "$name" "$folder/media.zst" >"$WORK/segment-damage"
    if [ -s "$WORK/segment-damage" ]; then
      mark_damaged "$name"
      cat "$WORK/segment-damage" >>"$WORK/damage"
    fi
  done <"$folder/segments"
  if [ -s "$WORK/damage" ]; then
    (: >"$folder/damaged") || true
    fail "set $set was published, but what the target gives back differs: $(head -n 1 "$WORK/damage")"
  fi
  printf '{\n  "manifest": "%s",\n  "checked": "%s"\n}\n' "$(manifest_value "$folder/manifest.json" sha256)" "$(now)" |
    write_result "$folder/checked.json"
}

summary() {
  local manifest=$site/sets/$1/manifest.json
  printf 'set %s is checked: %s rows in %s, %s media files of %s' "$1" "$(manifest_value "$manifest" rows)" \
    "$(megabytes "$(size_of "$site/sets/$1/dump")")" "$(manifest_value "$manifest" mediaFiles)" \
    "$(megabytes "$(manifest_value "$manifest" mediaBytes)")"
}

case $CACHE in none | emojis | all) ;; *) refuse "CACHE is '$CACHE': none, emojis and all are allowed" ;; esac
check_versions
check_target
doing='asking the database for its target'
try noted "$PGDATABASE" target >"$WORK/remembered"
check_remembered "$(cat "$WORK/remembered")"
doing='writing to the target'
try begin_target
record=backup
lock_writer
lock_readers shared
find "$site/segments" -maxdepth 1 -name '.*.partial' -mmin +1440 -delete

if [ "$steps" != publish ]; then
  set=$(published_by_this_job)
  if [ -z "$set" ]; then
    refuse_empty_database
    doing='writing to the target'
    try begin_set
    dump_database "$partial"
    refuse_lost_database "$partial" "$(last_set)"
    cp "$WORK/facts" "$WORK/media-rows" "$partial/"
    say "database: $(megabytes "$(size_of "$partial/dump")") dumped"
  fi
  [ "$steps" = all ] || completed 'the database is dumped'
fi

set=$(published_by_this_job)
if [ -z "$set" ]; then
  [ -f "$partial/facts" ] || fail 'the dump of this job is not there: it begins anew'
  back_up_settings
  back_up_secrets
  set=$(cat "$partial/id")
  if [ "$MEDIA_KIND" = s3 ]; then
    take_media_listing "$partial" "$(last_set)"
  else
    [ -d "$MEDIA" ] || refuse "the media folder $MEDIA is not there: is its volume mounted?"
    back_up_media "$set" "$partial" "$(last_set)" "$partial/media-rows"
  fi
  [ -n "$(newest_set)" ] || refuse_missing_media "$(cut -f 1 "$partial/media-rows" | sort -u | wc -l)" "$(wc -l <"$partial/gone")"
  publish "$set"
fi
note "$PGDATABASE" target "$(marker_value id):$(newest_sequence)" || say 'the database could not write down its target; the next backup does'
check "$set"
completed "$(summary "$set")"
