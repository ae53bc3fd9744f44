#!/usr/bin/env bash
# Deletes sets beyond KEEP_*, manifest first, then segments that no set uses. Order is by sequence number, never by clock.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"
. "$here/sets.sh"
. "$here/target.sh"

: "${KEEP_DAILY:=7}" "${KEEP_WEEKLY:=4}" "${KEEP_MONTHLY:=6}" "${INTERVAL:=86400}"

seconds_of() { date --date="$(manifest_value "$site/sets/$1/manifest.json" snapshot)" +%s; }

# Checked sets → those to keep: the newest of each of the last days, weeks and months that have one.
newest_of_each() {
  local set
  tac "$WORK/checked" | while read -r set; do
    printf '%s %s\n' "$set" "$(date --date="@$(seconds_of "$set")" '+%Y-%m-%d %G-%V %Y-%m')"
  done | awk -v daily="$KEEP_DAILY" -v weekly="$KEEP_WEEKLY" -v monthly="$KEEP_MONTHLY" '
    { keep = 0 }
    !(("d", $2) in seen) && days < daily { keep = 1; days++ } { seen["d", $2] = 1 }
    !(("w", $3) in seen) && weeks < weekly { keep = 1; weeks++ } { seen["w", $3] = 1 }
    !(("m", $4) in seen) && months < monthly { keep = 1; months++ } { seen["m", $4] = 1 }
    keep { print $1 }'
}

# Never deleted: the three newest checked, the two newest rehearsed, the newest of all, and whatever is newer than the newest
# checked one: it may be about to be read back.
kept() {
  newest_of_each
  tail -n 3 "$WORK/checked"
  rehearsed_sets | tail -n 2
  newest_set
  published_sets | awk -v newest="$(tail -n 1 "$WORK/checked")" '$0 > newest'
}

refuse_if_unsafe() {
  local newest age ahead
  newest=$(tail -n 1 "$WORK/checked")
  [ -n "$newest" ] || refuse 'no set is checked: nothing is deleted'
  age=$(($(date +%s) - $(seconds_of "$newest")))
  ahead=$(published_sets | while read -r set; do seconds_of "$set"; done | sort -n | tail -n 1)
  [ "$(date +%s)" -ge "$((ahead - 300))" ] || refuse "the clock stands before the newest set was made: nothing is deleted until it is right"
  [ "$age" -le $((2 * INTERVAL)) ] || refuse "the newest checked set $newest is $((age / 3600)) hours old: backups fail, so nothing is deleted"
}

# For upload.sh, which deletes the same in the bucket: noted before, so that a death forgets nothing.
note_deleted() { echo "$1" >>"$site/deleted"; }

delete_set() {
  local set=$1
  note_deleted "sets/$set"
  say "set $set is deleted"
  rm -f "$site/sets/$set/manifest.json"
  sync "$site/sets/$set"
  rm -rf "${site:?}/sets/$set"
}

# Sets whose manifest went first and whose rest was left by a death, and unfinished ones of more than a day ago.
sweep() {
  local folder
  for folder in "$site"/sets/[0-9]*/; do
    [ -d "$folder" ] || continue
    [ -e "$folder/manifest.json" ] || rm -rf "$folder"
  done
  find "$site/sets" -mindepth 1 -maxdepth 1 -name '.partial-*' -mmin +1440 -exec rm -rf {} +
  find "$site/segments" -maxdepth 1 -name '.*.partial' -mmin +1440 -delete
}

# Segments named by any folder of a set, the unfinished and damaged ones included.
used_segments() {
  local list
  for list in "$site"/sets/*/segments "$site"/sets/.partial-*/segments; do
    if [ -f "$list" ]; then cut -f 1 "$list"; fi
  done | sort -u
}

delete_segments() {
  local name count=0
  used_segments >"$WORK/used"
  while read -r name; do
    note_deleted "segments/$name"
    rm -f "$site/segments/$name" "$site/segments/$name.damaged" "$site/segments/$name.uploaded" "$site/segments/$name.copied"
    count=$((count + 1))
  done < <(find "$site/segments" -maxdepth 1 -name '[0-9]*.tar.zst*' -mmin +1440 -printf '%f\n' | sed 's/\.tar\.zst.*/.tar.zst/' | sort -u | comm -23 - "$WORK/used")
  say "$count segments that no set uses are deleted"
}

# Media on S3, for upload.sh, whose image has no zstd: all that sets list, and which sets those are. Nothing where a list is
# in the bucket alone or damaged.
list_media_of_sets() {
  local set kind
  published_sets >"$WORK/media-sets"
  : >"$WORK/media-listed"
  while read -r set; do
    kind=$(manifest_value "$site/sets/$set/manifest.json" mediaKind)
    [ "$kind" = s3 ] || continue
    if [ -n "$(damage_in_files "$site/sets/$set" media.zst)" ]; then
      say "the list of set $set is not here: no copies of media are deleted"
      return
    fi
    zstd -dcq "$site/sets/$set/media.zst" | cut -f 1 >>"$WORK/media-listed"
  done <"$WORK/media-sets"
  sort -u --buffer-size=32M "$WORK/media-listed" >"$WORK/media-kept"
}

need_target
record=upkeep
lock_writer
lock_readers exclusive
doing='choosing what to delete'
checked_sets >"$WORK/checked"
refuse_if_unsafe
kept | sort -u >"$WORK/kept"
published_sets | comm -23 - "$WORK/kept" >"$WORK/superfluous"
doing='deleting'
while read -r set; do delete_set "$set"; done <"$WORK/superfluous"
sweep
delete_segments
if [ "${MEDIA_KIND:-volume}" = s3 ]; then list_media_of_sets; fi
completed "$(wc -l <"$WORK/superfluous") sets deleted, $(published_sets | wc -l) are there, $(wc -l <"$WORK/checked") of them were checked"
