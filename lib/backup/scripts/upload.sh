#!/bin/sh
# Copies what the bucket lacks, each set's manifest last, reads it back, then deletes there what prune.sh deleted here.
# shellcheck source-path=SCRIPTDIR
. "${SCRIPTS:-/scripts}/rclone.sh"
: "${REMOTE:?}" "${SECRETS_REMOTE:?}" "${KEEP_LOCAL:=false}"
record=${RECORD:-backup}

# What the bucket gives back must be what was sent.
same_there() { [ "$(cloud cat "$1" | sha256sum | cut -d ' ' -f 1)" = "$2" ]; }

upload_segments() {
  cut -f 1,2 "$site/sets/$1/segments" | while read -r name hash; do
    [ ! -e "$site/segments/$name.uploaded" ] || continue
    doing="uploading segment $name"
    cloud copyto --immutable "$site/segments/$name" "$REMOTE/segments/$name"
    doing="reading segment $name back from the bucket"
    same_there "$REMOTE/segments/$name" "$hash" || end 1 "failed: segment $name reads back from the bucket as something else"
    printf '%s\n' "$hash" >"$site/segments/$name.uploaded.$$"
    mv "$site/segments/$name.uploaded.$$" "$site/segments/$name.uploaded"
    [ "$KEEP_LOCAL" = true ] || rm -f "$site/segments/$name"
    echo "segment $name is in the bucket"
  done || exit 1
}

upload_set() {
  folder=$site/sets/$1
  [ ! -e "$folder/uploaded" ] || return 0
  upload_segments "$1"
  doing="uploading set $1"
  # The secrets part holds crypt's own password: it lies outside.
  cloud copyto --immutable "$folder/secrets.cms" "$SECRETS_REMOTE/$1.cms"
  cloud copy --immutable --exclude manifest.json --exclude '*checked.json' --exclude rehearsed.json --exclude uploaded --exclude damaged \
    --exclude secrets.cms "$folder" "$REMOTE/sets/$1"
  doing="reading set $1 back from the bucket"
  sed -n 's/^  "file:\([^"]*\)": "\([0-9a-f]*\) .*/\1 \2/p' "$folder/manifest.json" | while read -r name hash; do
    case $name in secrets.cms) from=$SECRETS_REMOTE/$1.cms ;; *) from=$REMOTE/sets/$1/$name ;; esac
    same_there "$from" "$hash" || end 1 "failed: $name of set $1 reads back from the bucket as something else"
  done || exit 1
  doing="publishing set $1 in the bucket"
  cloud copyto --immutable "$folder/manifest.json" "$REMOTE/sets/$1/manifest.json"
  same_there "$REMOTE/sets/$1/manifest.json" "$(hash_of "$folder/manifest.json")" || end 1 "failed: the manifest of set $1 reads back from the bucket as something else"
  : >"$folder/uploaded"
  echo "set $1 is in the bucket"
}

# The one delete list is what the spool lacks. A set's manifest goes first.
apply_deletions() {
  doing='deleting what was pruned from the bucket'
  cloud lsf --dirs-only "$REMOTE/sets" | tr -d / | sort >"$WORK/there" || return 0
  published | sort >"$WORK/here"
  [ -s "$WORK/here" ] || end 2 'refused: the spool has no set: nothing is deleted in the bucket'
  newest=$(tail -n 1 "$WORK/here")
  comm -23 "$WORK/there" "$WORK/here" | while read -r set; do
    # Never one that is newer than what this spool knows: another cluster's, or a lost spool.
    expr "$set" '<' "$newest" >/dev/null || continue
    cloud deletefile "$REMOTE/sets/$set/manifest.json" || true
    cloud purge "$REMOTE/sets/$set"
    cloud deletefile "$SECRETS_REMOTE/$set.cms" || true
    echo "set $set is deleted in the bucket"
  done || exit 1
  cloud lsf --files-only "$REMOTE/segments" | sort >"$WORK/there" || return 0
  cat "$site"/sets/*/segments | cut -f 1 | sort -u >"$WORK/here"
  comm -23 "$WORK/there" "$WORK/here" | while read -r segment; do
    expr "$segment" '<' "$newest" >/dev/null || continue
    cloud deletefile "$REMOTE/segments/$segment"
  done || exit 1
}

exec 8>>"$site/.writer"
flock -w "${LOCK_WAIT:-60}" 8 2>/dev/null || flock 8
if [ "${1:-}" = pruned ]; then
  record=upkeep
  apply_deletions
  end 0 'done: the bucket holds what the spool knows'
fi
count=0
for set in $(published | sort); do
  [ -f "$site/sets/$set/checked.json" ] || continue
  upload_set "$set"
  count=$((count + 1))
done
end 0 "done: $count sets are in the bucket, each read back from it"
