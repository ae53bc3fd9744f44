#!/bin/sh
# Copies what the bucket lacks, each set's manifest last, all of it read back; frees what a spool need not hold any more.
# `upload.sh pruned` deletes in the bucket what prune.sh deleted here.
here=$(dirname "$0")
. "$here/rclone.sh"
. "$here/bucket.sh"

# File $1 with hash $2 at $3, called $4: there it must read back as what was sent. What a death left whole is not sent twice.
put() {
  doing="uploading $4"
  if in_bucket "${3#"$REMOTE/"}" "$(size_of "$1")"; then
    read_back "$3"
    if [ "$(cat "$WORK/hash")" = "$2" ]; then return 0; fi
  fi
  cloud copyto --ignore-times "$1" "$3"
  read_back "$3"
  [ "$(cat "$WORK/hash")" = "$2" ] || fail "$4 reads back from the bucket as something else"
}
read_back() { cloud cat "$1" | sha256sum | cut -c 1-64 >"$WORK/hash"; }

# Segments of set $1 that are neither here nor in the bucket → $WORK/nowhere. Their files are written anew by the next backup.
look_for_segments() {
  : >"$WORK/nowhere"
  while IFS=$tab read -r name _ bytes _; do
    [ -f "$site/segments/$name" ] || in_bucket "segments/$name" "$bytes" || {
      echo "$name" >>"$WORK/nowhere"
      lost_segment "$name"
    }
  done <"$site/sets/$1/segments"
}

upload_segments() {
  while IFS=$tab read -r name hash bytes _; do
    if in_bucket "segments/$name" "$bytes" && { [ -e "$site/segments/$name.$kept" ] || [ ! -f "$site/segments/$name" ]; }; then continue; fi
    put "$site/segments/$name" "$hash" "$REMOTE/segments/$name" "segment $name"
    printf 'segments/%s\t%s\n' "$name" "$bytes" >>"$WORK/there"
    printf '%s\n' "$hash" >"$site/segments/$name.$kept.$$"
    mv "$site/segments/$name.$kept.$$" "$site/segments/$name.$kept"
    [ "$KEEP_LOCAL" = true ] || rm -f "$site/segments/$name"
    say "segment $name is in the bucket"
  done <"$site/sets/$1/segments"
}

upload_files() {
  doing="uploading set $1"
  # The secrets part holds crypt's own password: it lies outside.
  files_of "$1" | awk -F '\t' '$1 != "secrets.cms" { print $2 "  " $1 }' >"$WORK/files"
  echo "$(hash_of "$site/sets/$1/checked.json")  checked.json" >>"$WORK/files"
  cut -c 67- "$WORK/files" >"$WORK/names"
  cloud copy --ignore-times --no-traverse --files-from-raw "$WORK/names" "$site/sets/$1" "$REMOTE/sets/$1"
  cloud hashsum SHA256 --download --files-from-raw "$WORK/names" "$REMOTE/sets/$1" >"$WORK/hashes"
  not_in "$WORK/hashes" <"$WORK/files" >"$WORK/different"
  [ ! -s "$WORK/different" ] || fail "$(head -n 1 "$WORK/different" | cut -c 67-) of set $1 reads back from the bucket as something else"
}

upload_set() {
  folder=$site/sets/$1
  upload_segments "$1"
  upload_files "$1"
  put "$folder/secrets.cms" "$(hash_of "$folder/secrets.cms")" "$SECRETS_REMOTE/$1.cms" "secrets.cms of set $1"
  put "$folder/manifest.json" "$(hash_of "$folder/manifest.json")" "$REMOTE/sets/$1/manifest.json" "the manifest of set $1"
  : >"$folder/$kept"
  say "set $1 is in the bucket"
}

# Results of rehearsals come later than their set.
upload_result() {
  [ ! -f "$site/sets/$1/rehearsed.json" ] || in_bucket "sets/$1/rehearsed.json" ||
    put "$site/sets/$1/rehearsed.json" "$(hash_of "$site/sets/$1/rehearsed.json")" "$REMOTE/sets/$1/rehearsed.json" "rehearsed.json of set $1"
}

# A spool holds the newest dump, and for a day what was fetched.
free_spool() {
  doing='freeing the spool'
  newest=$(published | sort | tail -n 1)
  for set in $(uploaded_sets); do
    [ "$set" = "$newest" ] || find "$site/sets/$set" -name dump -mmin +1440 -exec rm -f {} +
  done
  for mark in "$site"/segments/*.uploaded; do
    [ ! -f "$mark" ] || find "$site/segments" -name "$(basename "$mark" .uploaded)" -mmin +1440 -exec rm -f {} +
  done
}

# What prune.sh noted and no set has any more. A set's manifest goes first: without it it is none.
apply_deletions() {
  list_bucket
  read_marker
  [ "$(value_of "$WORK/marker" id)" = "$(value_of "$site/target.json" id)" ] || refuse 'the bucket is not the one that these sets went to: nothing is deleted there'
  [ -f "$site/deleted" ] || return 0
  published | sed 's,^,sets/,' >"$WORK/used"
  for list in "$site"/sets/*/segments "$site"/sets/.partial-*/segments; do
    [ ! -f "$list" ] || sed "s,^\([^$tab]*\).*,segments/\1," "$list" >>"$WORK/used"
  done
  sort -u "$site/deleted" | not_in "$WORK/used" >"$WORK/superfluous"
  # Objects of which nothing but their folder is named there.
  awk -F '\t' -v names="$WORK/superfluous" 'BEGIN { while ((getline name <names) > 0) gone[name] = 1 }
    { split($1, part, "/"); if ((part[1] "/" part[2]) in gone) print $1 }' "$WORK/there" >"$WORK/objects"
  grep '^sets/[^/]*/manifest.json$' "$WORK/objects" >"$WORK/manifests" || true
  not_in "$WORK/manifests" <"$WORK/objects" >"$WORK/others"
  sed -n 's,^sets/\([^/]*\)$,\1.cms,p' "$WORK/superfluous" >"$WORK/secrets"
  doing='deleting in the bucket what was pruned'
  delete_listed "$WORK/manifests" "$REMOTE"
  if [ "$denied" = 0 ]; then
    delete_listed "$WORK/others" "$REMOTE"
    delete_listed "$WORK/secrets" "$SECRETS_REMOTE"
  fi
  rm -f "$site/deleted"
}

# Where the key may not delete, the bucket's own rules do.
delete_listed() {
  [ -s "$1" ] || return 0
  if cloud delete --no-traverse --files-from-raw "$1" "$2"; then
    deleted=$((deleted + $(wc -l <"$1")))
  elif grep -q -E 'AccessDenied|Forbidden|StatusCode: 403' "$WORK/errors"; then
    denied=$((denied + $(wc -l <"$1")))
  else
    fail "$doing: $(reason)"
  fi
}

# Copies of media that no set lists: prune.sh wrote down what the sets list, and which sets those are.
delete_media() {
  [ -n "${MEDIA_COPY:-}" ] && [ -f "$WORK/media-kept" ] || return 0
  doing='deleting copies of media that no set lists'
  published | sort | cmp -s "$WORK/media-sets" - || busy 'already running: a backup published a set meanwhile'
  for list in "$site"/sets/.partial-*/listing; do
    [ ! -f "$list" ] || cut -f 1 "$list" >>"$WORK/media-kept"
  done
  # A younger one may belong to a backup that runs.
  cloud lsf --recursive --files-only --use-server-modtime --min-age "${MEDIA_MIN_AGE:-2d}" "$MEDIA_COPY" | not_in "$WORK/media-kept" >"$WORK/media-superfluous"
  delete_listed "$WORK/media-superfluous" "$MEDIA_COPY"
}

record=backup
[ "${1:-}" != pruned ] || record=upkeep
lock_writer
if [ "$record" = upkeep ]; then
  deleted=0 denied=0
  apply_deletions
  delete_media
  [ "$denied" = 0 ] || completed "$deleted objects are deleted in the bucket; $denied its key may not delete, and perhaps more: they are left to the bucket's own rules"
  completed "$deleted objects are deleted in the bucket"
fi
check_bucket
count=0
for set in $(published | sort); do
  [ -f "$site/sets/$set/checked.json" ] && [ ! -e "$site/sets/$set/damaged" ] || continue
  if [ ! -e "$site/sets/$set/$kept" ]; then
    look_for_segments "$set"
    if [ -s "$WORK/nowhere" ]; then
      : >"$site/sets/$set/damaged"
      say "set $set is damaged: $(head -n 1 "$WORK/nowhere") is not in the bucket any more"
      continue
    fi
    upload_set "$set"
    count=$((count + 1))
  fi
  upload_result "$set"
done
newest=$(published | sort | tail -n 1)
[ ! -e "$site/sets/$newest/damaged" ] || fail "set $newest needs media that are not in the bucket any more: another backup sends them anew"
[ "$KEEP_LOCAL" = true ] || free_spool
completed "$count sets were uploaded and read back, $(uploaded_sets | wc -l) are in the bucket"
