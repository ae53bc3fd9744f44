# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# Mastodon's bucket and the bucket of copies. Sourced after rclone.sh.
: "${MEDIA_REMOTE:?}" "${MEDIA_COPY:?}"

# `path <tab> bytes` of every copy → $WORK/copies
list_copies() {
  doing='listing the copies of media'
  cloud lsf --recursive --files-only --format ps --separator "$tab" --exclude '/.*/**' "$MEDIA_COPY" >"$WORK/copies"
}

# Of $WORK/wanted (path, bytes) against file $1 (the same): paths that are not there → $WORK/missing, that have another size → $WORK/other.
split_wanted() {
  : >"$WORK/missing"
  : >"$WORK/other"
  awk -F '\t' -v there="$1" -v missing="$WORK/missing" -v other="$WORK/other" '
    BEGIN { while ((getline line <there) > 0) { split(line, part, "\t"); bytes[part[1]] = part[2] } }
    !($1 in bytes) { print $1 >missing; next }
    bytes[$1] != $2 { print $1 >other }' "$WORK/wanted"
}

# The files that $1 names, from $2 to $3, as they are there: type, headers.
copy_files() { [ ! -s "$1" ] || cloud copy --metadata --ignore-times --no-traverse --files-from-raw "$1" "$2" "$3"; }
