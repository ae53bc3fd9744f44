#!/bin/sh
# Media on S3, between `backup.sh dump` and `backup.sh publish`: lists Mastodon's bucket and copies what the bucket of copies lacks.
# Never `sync`: what Mastodon deletes stays in the copies until no set lists it.
here=$(dirname "$0")
. "$here/rclone.sh"
. "$here/media-bucket.sh"
: "${JOB_UID:?}" "${CACHE:=emojis}"
record=backup

# As backup.sh leaves out of a volume: exports, what a restore put aside, caches.
case $CACHE in
  all) cached='' ;;
  none) cached='- /cache/**' ;;
  *) cached='+ /cache/custom_emojis/**
- /cache/**' ;;
esac
printf -- '- /backups/**\n- /.*/**\n- /.*\n%s\n' "$cached" >"$WORK/filters"

partial=$site/sets/.partial-$JOB_UID
[ -d "$partial" ] || fail 'the dump of this job is not there: it begins anew'
lock_writer
doing="listing Mastodon's bucket"
cloud lsf --recursive --files-only --use-server-modtime --filter-from "$WORK/filters" --format pst --time-format unix --separator "$tab" "$MEDIA_REMOTE" |
  sort -t "$tab" -k 1,1 >"$WORK/listing"
cut -f 1,2 "$WORK/listing" >"$WORK/wanted"
list_copies
split_wanted "$WORK/copies"
doing='copying the media'
say "media: $(wc -l <"$WORK/missing") of $(wc -l <"$WORK/wanted") files are copied, $(wc -l <"$WORK/other") were replaced"
# Mastodon gives each file a name of its own. One that it replaced all the same is another's in the sets before: that one stays beside.
copy_files "$WORK/other" "$MEDIA_COPY" "$MEDIA_COPY/.before-$(cat "$partial/id")"
cat "$WORK/missing" "$WORK/other" >"$WORK/all"
if ! copy_files "$WORK/all" "$MEDIA_REMOTE" "$MEDIA_COPY"; then
  cp "$WORK/errors" "$WORK/copy-errors"
  # Deleted by Mastodon since the listing: its rows tell. All else is a failure.
  list_copies
  split_wanted "$WORK/copies"
  cat "$WORK/missing" "$WORK/other" >"$WORK/all"
  doing="looking for what was not copied"
  cloud lsf --recursive --files-only --files-from-raw "$WORK/all" --no-traverse "$MEDIA_REMOTE" >"$WORK/left"
  if [ -s "$WORK/left" ]; then
    cp "$WORK/copy-errors" "$WORK/errors"
    fail "$(wc -l <"$WORK/left") media could not be copied, $(head -n 1 "$WORK/left") for one: $(reason)"
  fi
fi
# In the set is what the copies have with the size that was listed.
doing='comparing the copies'
list_copies
awk -F '\t' -v OFS='\t' -v copies="$WORK/copies" 'BEGIN { while ((getline line <copies) > 0) there[line] = 1 } ($1 "\t" $2) in there' "$WORK/listing" >"$partial/listing.$$"
mv "$partial/listing.$$" "$partial/listing"
completed "$(wc -l <"$partial/listing") media files are in the bucket of copies"
