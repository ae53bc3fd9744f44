# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# Sets and their manifests: what is there, what is whole, what is checked. Sourced after common.sh.

# One key's value of a JSON file that has one key a line.
manifest_value() {
  awk -v key="  \"$2\": " 'index($0, key) == 1 {
    value = substr($0, length(key) + 1); sub(/,$/, "", value); sub(/^"/, "", value); sub(/"$/, "", value)
    gsub(/\\"/, "\"", value); gsub(/\\\\/, "\\", value); print value; exit }' "$1"
}

# A manifest without its last two lines → the whole one.
seal() {
  local body
  body=$(cat && echo .)
  body=${body%.}
  printf '%s  "sha256": "%s"\n}\n' "$body" "$(printf '%s' "$body" | sha256sum | cut -d ' ' -f 1)"
}

manifest_whole() { [ -s "$1" ] && cmp -s "$1" <(head -n -2 "$1" | seal); }

# Ids of published sets, oldest first.
published_sets() {
  local folder
  for folder in "$site"/sets/[0-9]*/; do
    [ -d "$folder" ] || continue
    manifest_whole "$folder/manifest.json" || continue
    basename "$folder"
  done | sort
}

newest_set() { published_sets | tail -n 1; }

sequence_of() { echo $((10#${1%%-*})); }

newest_sequence() {
  local newest
  newest=$(newest_set)
  if [ -n "$newest" ]; then sequence_of "$newest"; else echo 0; fi
}

# Also above what died unpublished: a number is never used twice.
next_sequence() {
  find "$site/sets" "$site/segments" -mindepth 1 -maxdepth 1 -name '[0-9]*' -printf '%f\n' |
    awk -F - '{ if ($1 + 0 > last) last = $1 + 0 } END { print last + 1 }'
}

# Says what of a set is not as its manifest has it, a line each; of files $2 alone, where given. Segments are not read.
damage_in_files() {
  local folder=$1 only=${2:-} name hash size
  while IFS=$'\t' read -r name hash size; do
    case " ${only:-$name} " in *" $name "*) damage_in_file "$folder/$name" "$name" "$hash" "$size" ;; esac
  done < <(files_of "$folder")
}

damage_in_file() {
  local file=$1 name=$2 hash=$3 size=$4
  if [ ! -f "$file" ]; then
    echo "$name is missing"
    return
  fi
  forget_cached "$file"
  if [ "$(size_of "$file")" != "$size" ]; then
    echo "$name has $(size_of "$file") bytes, not $size"
  elif [ "$(hash_of "$file")" != "$hash" ]; then
    echo "$name is not what was written: its SHA-256 differs"
  fi
}

# name, SHA-256, bytes of each file that the manifest names.
files_of() { sed -n 's/^  "file:\([^"]*\)": "\([0-9a-f]*\) \([0-9]*\)".*$/\1\t\2\t\3/p' "$1/manifest.json"; }

# The segments of a set: name, SHA-256, bytes, bytes packed.
segments_of() { cat "$1/segments"; }

damage_in_segment() {
  if segment_in_bucket_alone "$1"; then
    echo "$1 is in the bucket alone: fetch.sh brings it back"
  else
    damage_in_file "$site/segments/$1" "$1" "$2" "$3"
  fi
}

# A spool holds marks of what was uploaded, and not all of it.
segment_in_bucket_alone() { [ ! -e "$site/segments/$1" ] && [ -e "$site/segments/$1.uploaded" ]; }

# A mark beside the segment: each set that uses it is no longer checked, and the next backup writes its files anew.
mark_damaged() { segment_in_bucket_alone "$1" || [ -e "$site/segments/$1.damaged" ] || (: >"$site/segments/$1.damaged") 2>/dev/null || true; }

# Set $1, for what stands in $WORK/damage. What an uploaded set lacks here is in the bucket.
mark_set_damaged() {
  if [ -e "$site/sets/$1/uploaded" ] && ! grep -qv ' is missing$' "$WORK/damage"; then return; fi
  (: >"$site/sets/$1/damaged") 2>/dev/null || true
}

damaged_segments() { find "$site/segments" -maxdepth 1 -name '*.damaged' -printf '%f\n' | sed 's/\.damaged$//'; }

# Without -q: a grep that stops at its first match leaves `cut` without a reader, and that reads as no match.
uses_damaged_segment() { [ -n "$(segments_of "$1" | cut -f 1 | grep -xFf <(damaged_segments))" ]; }

# Everything written for it was read back, and nothing of it was found damaged since.
set_checked() {
  local folder=$site/sets/$1
  [ -f "$folder/checked.json" ] && [ -f "$folder/segments" ] &&
    [ "$(manifest_value "$folder/checked.json" manifest)" = "$(manifest_value "$folder/manifest.json" sha256)" ] &&
    [ ! -e "$folder/damaged" ] && ! uses_damaged_segment "$folder"
}
set_rehearsed() {
  local folder=$site/sets/$1
  set_checked "$1" && [ -f "$folder/rehearsed.json" ] &&
    [ "$(manifest_value "$folder/rehearsed.json" manifest)" = "$(manifest_value "$folder/manifest.json" sha256)" ]
}

checked_sets() { published_sets | while read -r set; do if set_checked "$set"; then echo "$set"; fi; done; }
rehearsed_sets() { published_sets | while read -r set; do if set_rehearsed "$set"; then echo "$set"; fi; done; }

# A file of a set written beside and renamed, so that it is there whole or not at all.
write_result() {
  local file=$1
  cat >"$file.$$"
  sync "$file.$$"
  mv "$file.$$" "$file"
  sync "$(dirname "$file")"
}
