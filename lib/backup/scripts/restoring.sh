# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# What rehearsal and restore share: is a set whole, does a restored database equal it? Sourced after the others.

# Reads every byte of set $1 and its segments; damaged ones are marked, each damage said in a line.
damage_in_set() {
  local folder=$site/sets/$1 name hash size count=0 all started
  damage_in_files "$folder" >"$WORK/damage"
  if [ -s "$WORK/damage" ]; then
    mark_set_damaged "$1"
    cat "$WORK/damage"
    return
  fi
  all=$(wc -l <"$folder/segments") started=$(date +%s)
  while IFS=$'\t' read -r name hash size _; do
    damage_in_segment "$name" "$hash" "$size" >"$WORK/damage"
    if [ -s "$WORK/damage" ]; then
      mark_damaged "$name"
      cat "$WORK/damage"
    fi
    count=$((count + 1))
    [ $((count % 10)) != 0 ] || say "segments read: $(progress "$count" "$all" "$started")" >&2
  done <"$folder/segments"
}

# Files that rows of database $1 name, against the list of set $2: what is neither there nor known to be gone, a line each.
rows_without_files() {
  { printf "\\\\pset fieldsep '\\\\t'\n"; media_rows_sql; } >"$WORK/rows.sql"
  sql --dbname="$1" --file="$WORK/rows.sql" | sort -t $'\t' -k 1,1 -u >"$WORK/rows"
  zstd -dcq "$site/sets/$2/media.zst" | cut -f 1,2 | join -t $'\t' -a 1 -o 0,1.2,2.2 "$WORK/rows" - |
    awk -F '\t' -v gone="$site/sets/$2/gone" 'BEGIN { while ((getline path <gone) > 0) missing[path] = 1 }
      $1 in missing { next }
      $3 == "" { print $1 " is named by a row but not in the set" }
      $3 != "" && $2 != -1 && $2 != $3 { print $1 " has " $3 " bytes, its row says " $2 }'
}

# path, size … of lists on standard input whose segment is $1, NUL after each path
paths_in_segment() { awk -F '\t' -v segment="$1" '$5 == segment { print $1 }'; }

# Unpacks what list $1 (lines of media.zst) names into folder $2 and compares; differences a line each.
unpack_files() {
  local list=$1 folder=$2 segment count=0 all started
  all=$(wc -l <"$list") started=$(date +%s)
  for segment in $(cut -f 5 "$list" | sort -u); do
    paths_in_segment "$segment" <"$list" >"$WORK/unpacked"
    # To its end: a tar that stops at the last file which it looks for leaves zstd without a reader, and that is a failure.
    zstd -dcq "$site/segments/$segment" |
      tar --extract --directory="$folder" --verbatim-files-from --files-from="$WORK/unpacked" --skip-old-files --no-same-owner --no-same-permissions \
        2>"$WORK/tar-errors" || {
      echo "$segment can not be unpacked: $(tail -n 1 "$WORK/tar-errors")"
      return
    }
    count=$((count + $(wc -l <"$WORK/unpacked")))
    say "media: $(progress "$count" "$all" "$started")" >&2
  done
  differing_files "$list" "$folder"
}

# Lines of list $1 whose file in folder $2 is missing or another one, said a line each.
differing_files() {
  cut -f 1 "$1" >"$WORK/paths"
  hashes_of "$2" <"$WORK/paths" | differing_hashes "$1"
}

# `path, SHA-256` on standard input, sorted by path, against list $1.
differing_hashes() {
  join -t $'\t' -a 1 -o 0,1.4,2.2 "$1" - |
    awk -F '\t' '$3 == "" { print $1 " is missing" } $3 != "" && $2 != $3 { print $1 " is another file" }'
}

# The same of what the segments hold, without unpacking anything: a film takes no room.
differing_in_segments() {
  local list=$1 segment
  : >"$WORK/packed-hashes"
  for segment in $(cut -f 5 "$list" | sort -u); do
    paths_in_segment "$segment" <"$list" >"$WORK/unpacked"
    # To its end, as above.
    # shellcheck disable=SC2016 # for the shell that tar starts
    zstd -dcq "$site/segments/$segment" |
      tar --extract --to-command='printf "%s\t%s\n" "$TAR_FILENAME" "$(sha256sum | cut -c 1-64)"' --verbatim-files-from \
        --files-from="$WORK/unpacked" 2>"$WORK/tar-errors" >>"$WORK/packed-hashes" ||
      echo "$segment can not be unpacked: $(tail -n 1 "$WORK/tar-errors")"
  done
  sort -t $'\t' -k 1,1 "$WORK/packed-hashes" | differing_hashes "$list"
}

# path, SHA-256 of the files below folder $1 that standard input names, sorted by path; missing ones are left out.
hashes_of() {
  (cd "$1" && tr '\n' '\0' | xargs --null --no-run-if-empty sha256sum --zero 2>"$WORK/hash-errors" || true) |
    tr '\0' '\n' | sed 's/^\([0-9a-f]*\)  \(.*\)$/\2\t\1/' | sort -t $'\t' -k 1,1
}
