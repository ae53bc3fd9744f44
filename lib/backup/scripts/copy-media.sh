#!/bin/sh
# Media on S3, between `backup.sh dump` and `backup.sh publish`: lists Mastodon's bucket and copies what the bucket of copies lacks.
# Never `sync`: what Mastodon deletes stays in the copies until no set lists it.
# shellcheck source-path=SCRIPTDIR
. "${SCRIPTS:-/scripts}/rclone.sh"
: "${MEDIA_REMOTE:?}" "${MEDIA_COPY:?}" "${JOB_UID:?}" "${CACHE:=emojis}"
record=backup

case $CACHE in
  all) cached='' ;;
  none) cached='- /cache/**' ;;
  *) cached='+ /cache/custom_emojis/**
- /cache/**' ;;
esac
printf -- '- /backups/**\n%s\n' "$cached" >"$WORK/filters"
partial=$site/sets/.partial-$JOB_UID
[ -d "$partial" ] || end 1 'failed: the dump of this job is not there'
doing="listing Mastodon's bucket"
cloud lsf --recursive --files-only --filter-from "$WORK/filters" --format pst --separator '	' --time-format unix "$MEDIA_REMOTE" >"$WORK/listing"
doing='copying the media'
cloud copy --filter-from "$WORK/filters" --immutable "$MEDIA_REMOTE" "$MEDIA_COPY"
# What is in the set is what is in the copies with the size that was listed.
doing='comparing the copies'
cloud lsf --recursive --files-only --filter-from "$WORK/filters" --format ps --separator '	' "$MEDIA_COPY" >"$WORK/copies"
awk -F '\t' -v OFS='\t' 'NR == FNR { copy[$1] = $2; next } copy[$1] == $2 { print $1, $2, $3 }' "$WORK/copies" "$WORK/listing" |
  sort -t '	' -k 1,1 >"$partial/listing.$$"
mv "$partial/listing.$$" "$partial/listing"
end 0 "done: $(wc -l <"$partial/listing") media files are copied"
