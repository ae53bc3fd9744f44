#!/bin/sh
# Media on S3, after restore-prepare.sh and while the site runs: what Mastodon's bucket lacks of the set is copied back.
# Nothing is deleted: what is in the way is copied into .aside-<set> first.
here=$(dirname "$0")
. "$here/rclone.sh"
. "$here/media-bucket.sh"

# Written by restore-prepare.sh, which has zstd.
[ -f "$WORK/wanted" ] || completed 'nothing is to do: the set is live already'
set=$(tr -d '\n' <"$REQUEST/set")
doing="listing Mastodon's bucket"
cloud lsf --recursive --files-only --format ps --separator "$tab" "$MEDIA_REMOTE" >"$WORK/there"
list_copies
split_wanted "$WORK/copies"
cat "$WORK/missing" "$WORK/other" >"$WORK/lost"
split_wanted "$WORK/there"
cat "$WORK/missing" "$WORK/other" | sort >"$WORK/needed"
awk -v lost="$WORK/lost" 'BEGIN { while ((getline line <lost) > 0) gone[line] = 1 } $0 in gone' "$WORK/needed" >"$WORK/nowhere"
if [ -s "$WORK/nowhere" ]; then
  part=whole
  [ ! -f "$REQUEST/media" ] || part=$(tr -d '\n' <"$REQUEST/media")
  [ "$part" = partial ] ||
    refuse "$(wc -l <"$WORK/nowhere") media of set $set are in neither bucket, $(head -n 1 "$WORK/nowhere") for one: is the bucket of copies the right one? To restore without them, give the request --from-literal=media=partial"
  say "media: $(wc -l <"$WORK/nowhere") files of the set are in neither bucket and stay lost"
fi
not_in "$WORK/nowhere" <"$WORK/needed" >"$WORK/back"
not_in "$WORK/nowhere" <"$WORK/other" >"$WORK/in-the-way"
say "media: $(wc -l <"$WORK/back") of $(wc -l <"$WORK/wanted") files are copied back"
doing='putting aside what differs'
copy_files "$WORK/in-the-way" "$MEDIA_REMOTE" "$MEDIA_REMOTE/.aside-$set"
doing='putting the media back'
copy_files "$WORK/back" "$MEDIA_COPY" "$MEDIA_REMOTE"
completed "$(wc -l <"$WORK/back") media files are back in Mastodon's bucket"
