# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# The media's side of a set: a list of all files, and segments of those that no earlier set has. Sourced after common.sh.

tab=$'\t'

# path, size, mtime of every file, sorted by path. A file of this very second may still change without showing it: its
# mtime is `-`, which equals nothing, so the next backup copies it again.
list_media() {
  local skipped=(-path ./backups -o -path ./lost+found -o -path './.*') second
  second=$(($(date +%s) - 2))
  case $CACHE in
    all) ;;
    none) skipped+=(-o -path ./cache) ;;
    emojis) skipped+=(-o -path './cache/*' -not -path ./cache/custom_emojis -not -path './cache/custom_emojis/*') ;;
  esac
  (cd "$MEDIA" && find . -ignore_readdir_race -mindepth 1 \( "${skipped[@]}" \) -prune -o -type f -printf '%P\t%s\t%Ts\n') |
    awk -F '\t' -v OFS='\t' -v second="$second" 'NF != 3 { bad = 1; exit 1 } $3 >= second { $3 = "-" } { print } END { exit bad }' |
    sort --field-separator="$tab" --key=1,1 --buffer-size=32M --temporary-directory="$WORK"
}

# Lists now, compares with the set in folder $1 (empty: none) →
#   $WORK/kept.zst  lines of media.zst for files that a segment has already
#   $WORK/new       path, size of the others
#   $WORK/live      segment, bytes of its files that are still there
compare_media() {
  local last=$1
  doing='listing the media'
  if [ -n "$last" ]; then zstd --decompress --stdout --quiet "$last/media.zst"; fi |
    join -t "$tab" -a 1 -o 0,1.2,1.3,2.2,2.3,2.4,2.5 <(list_media || touch "$WORK/list-failed") - |
    awk -F '\t' -v OFS='\t' -v new="$WORK/new" -v live="$WORK/live" -v names="$WORK/rewritten" '
      BEGIN { while ((getline name <names) > 0) rewritten[name] = 1; printf "" >new; printf "" >live }
      $2 == $4 && $3 == $5 && !($7 in rewritten) { bytes[$7] += $2; print $1, $2, $3, $6, $7; next }
      { print $1, $2 >new }
      END { for (segment in bytes) printf "%s\t%.0f\n", segment, bytes[segment] >live }' |
    zstd -1 --quiet --force -o "$WORK/kept.zst"
}

# The media as of now against the last set; segments that are damaged or less than half alive are written anew.
find_changes() {
  local last=$1
  rm -f "$WORK/list-failed"
  damaged_segments >"$WORK/rewritten"
  try compare_media "$last"
  [ ! -e "$WORK/list-failed" ] || fail 'the media could not be listed: a name holds a line break or a tab, or a folder can not be read'
  [ -n "$last" ] || return 0
  awk -F '\t' 'NR == FNR { live[$1] = $2; next } ($1 in live) && 2 * live[$1] < $4 { print $1 }' "$WORK/live" "$last/segments" >"$WORK/half-dead"
  if [ -s "$WORK/half-dead" ]; then
    say "media: $(wc -l <"$WORK/half-dead") segments are less than half in use, their files are written anew"
    cat "$WORK/half-dead" >>"$WORK/rewritten"
    try compare_media "$last"
  fi
}

# Complaints of tar and stat that mean no more than: somebody deleted or changed the file meanwhile.
only_changes() {
  ! grep -v -E -e 'Cannot stat: No such file or directory$' -e 'cannot statx? .*: No such file or directory$' \
    -e 'Cannot open: No such file or directory$' -e ': No such file or directory$' -e 'File removed before we read it$' \
    -e 'file changed as we read it$' -e 'File shrank by [0-9]+ bytes; padding with zeros$' \
    -e 'Exiting with failure status due to previous errors$' "$1"
}

# path, size, mtime, ctime, inode of the files named on standard input, those that are gone left out.
facts_of_files() {
  (cd "$MEDIA" && tr '\n' '\0' | xargs --null --no-run-if-empty stat --printf '%n\t%s\t%Y\t%Z\t%i\n') 2>"$WORK/stat-errors" ||
    only_changes "$WORK/stat-errors" || return 1
}

# File $1 of `path, size` → segment $2; lines for media.zst are added to $WORK/packed, one for `segments` to $WORK/segments,
# paths that changed meanwhile to $WORK/again.
pack_segment() {
  local chunk=$1 name=$2 partial=$site/segments/.$2.partial hashing
  cut -f 1 "$chunk" >"$WORK/paths"
  facts_of_files <"$WORK/paths" >"$WORK/before"
  cut -f 1 "$WORK/before" >"$WORK/there"
  (cd "$MEDIA" && tr '\n' '\0' <"$WORK/there" | xargs --null --no-run-if-empty sha256sum --zero) 2>"$WORK/hash-errors" |
    tr '\0' '\n' | sed 's/^\([0-9a-f]*\)  \(.*\)$/\2\t\1/' >"$WORK/hashes" &
  hashing=$!
  {
    tar --create --directory="$MEDIA" --no-recursion --verbatim-files-from --files-from="$WORK/there" --numeric-owner 2>"$WORK/tar-errors" ||
      only_changes "$WORK/tar-errors"
  } | zstd -1 --quiet | tee "$partial" | sha256sum | cut -d ' ' -f 1 >"$WORK/segment-hash" ||
    fail "the media could not be copied: $(tail -n 1 "$WORK/tar-errors")$(df --output=avail -h "$site" | sed -n '2s/^ */; free in the target: /p')"
  wait "$hashing" || only_changes "$WORK/hash-errors" || fail "the media could not be read: $(tail -n 1 "$WORK/hash-errors")"
  facts_of_files <"$WORK/there" >"$WORK/after"
  # Unchanged from before the hash was taken until after the copy was made.
  sort -t "$tab" -k 1,1 "$WORK/before" "$WORK/after" | uniq -d | cut -f 1-3 |
    join -t "$tab" - <(sort -t "$tab" -k 1,1 "$WORK/hashes") >"$WORK/unchanged"
  join -t "$tab" -v 1 "$WORK/paths" "$WORK/unchanged" >>"$WORK/again"
  if [ ! -s "$WORK/unchanged" ]; then
    rm -f "$partial"
    return
  fi
  awk -F '\t' -v OFS='\t' -v segment="$name" -v second="$(($(date +%s) - 2))" '{ print $1, $2, ($3 >= second ? "-" : $3), $4, segment }' "$WORK/unchanged" >>"$WORK/packed"
  sync "$partial"
  mv "$partial" "$site/segments/$name"
  printf '%s\t%s\t%s\t%.0f\n' "$name" "$(cat "$WORK/segment-hash")" "$(size_of "$site/segments/$name")" \
    "$(awk -F '\t' '{ bytes += $2 } END { printf "%.0f", bytes }' "$WORK/unchanged")" >>"$WORK/segments"
}

# Packs $WORK/new into segments of set $1. Files that change under our hands are tried twice more.
pack_new() {
  local set=$1 round chunk count=0 all=0 packed started
  doing='copying the media'
  : >"$WORK/packed"
  : >"$WORK/segments"
  : >"$WORK/again"
  all=$(wc -l <"$WORK/new")
  started=$(date +%s)
  for round in 1 2 3; do
    rm -f "$WORK"/chunk.*
    awk -F '\t' -v max="${SEGMENT_BYTES:-1073741824}" -v prefix="$WORK/chunk." '
      # Also by number of files: their facts lie in memory and in $WORK.
      files > 0 && (bytes + $2 > max || files >= 200000) { close(file); n++; bytes = 0; files = 0 }
      { bytes += $2; files++; file = sprintf("%s%06d", prefix, n); print >file }' "$WORK/new"
    for chunk in "$WORK"/chunk.*; do
      [ -f "$chunk" ] || continue
      count=$((count + 1))
      pack_segment "$chunk" "$set-$count.tar.zst"
      packed=$(wc -l <"$WORK/packed")
      say "media: $(progress "$packed" "$all" "$started")"
    done
    [ -s "$WORK/again" ] && [ "$round" -lt 3 ] || break
    # Those that are gone for good are not looked for again.
    facts_of_files <"$WORK/again" | cut -f 1,2 | sort -t "$tab" -k 1,1 >"$WORK/new"
    join -t "$tab" -v 1 <(sort "$WORK/again") <(cut -f 1 "$WORK/new") >>"$WORK/gone"
    : >"$WORK/again"
    [ -s "$WORK/new" ] || break
  done
  cat "$WORK/again" >>"$WORK/gone"
}

# Into folder $2: media.zst, segments, gone of set $1; the last set's folder in $3, empty when there is none; $4 what rows name.
back_up_media() {
  local set=$1 folder=$2 last=$3 rows=$4
  : >"$WORK/gone"
  find_changes "$last"
  refuse_lost_media "$(($(zstd -dcq "$WORK/kept.zst" | wc -l) + $(wc -l <"$WORK/new")))" "$last"
  pack_new "$set"
  if [ -s "$WORK/packed" ]; then
    zstd -dcq "$WORK/kept.zst" | sort -m -t "$tab" -k 1,1 - <(sort -t "$tab" -k 1,1 "$WORK/packed") | zstd -1 -q -f -o "$folder/media.zst"
  else
    mv "$WORK/kept.zst" "$folder/media.zst"
  fi
  # Also what rows of the dump name and the listing did not find any more.
  zstd -dcq "$folder/media.zst" | cut -f 1 | LC_ALL=C comm -23 <(cut -f 1 "$rows" | sort -u) - >>"$WORK/gone"
  sort -u "$WORK/gone" >"$folder/gone"
  # Facts of each segment in use, from the last set and from just now.
  zstd -dcq "$folder/media.zst" | awk -F '\t' -v totals="$WORK/media-totals" '
    { files++; bytes += $2; used[$5] = 1 }
    END { printf "%.0f %.0f\n", files, bytes >totals; for (segment in used) print segment }' | sort >"$WORK/used"
  { if [ -n "$last" ]; then cat "$last/segments"; fi; cat "$WORK/segments"; } | sort -t "$tab" -k 1,1 | join -t "$tab" "$WORK/used" - >"$folder/segments"
  [ "$(wc -l <"$folder/segments")" = "$(wc -l <"$WORK/used")" ] || fail 'the list of segments is not complete; this is a mistake in these scripts'
}

# Says what segment $1 lacks of list $2 (path, size, mtime, hash, segment), a line each.
missing_in_segment() {
  zstd -dcq "$site/segments/$1" | tar --list --verbose --numeric-owner --quoting-style=literal --full-time |
    sed -E 's/^[^ ]+ +[^ ]+ +([0-9]+) [^ ]+ [^ ]+ (.*)$/\2\t\1/' | sort -t "$tab" -k 1,1 >"$WORK/members" || echo "$1 can not be unpacked"
  zstd -dcq "$2" | awk -F '\t' -v OFS='\t' -v segment="$1" '$5 == segment { print $1, $2 }' | LC_ALL=C comm -23 - "$WORK/members" |
    sed "s/^\(.*\)\t.*$/\1 is not in $1/"
}

# Media on S3: copy-media.sh listed what it copied. Into folder $1: media.zst without hashes, no segments, gone; the last set's
# folder in $2, empty when there is none.
take_media_listing() {
  [ -f "$1/listing" ] || fail "Mastodon's bucket was not listed: copy-media.sh runs before this"
  refuse_lost_media "$(wc -l <"$1/listing")" "$2"
  awk -F '\t' -v OFS='\t' '{ print $1, $2, $3, "", "" }' "$1/listing" | zstd -1 -q -f -o "$1/media.zst"
  awk -F '\t' '{ bytes += $2 } END { printf "%.0f %.0f\n", NR, bytes }' "$1/listing" >"$WORK/media-totals"
  : >"$1/segments"
  cut -f 1 "$1/listing" | sort | comm -23 <(cut -f 1 "$1/media-rows" | sort -u) - >"$1/gone"
}
