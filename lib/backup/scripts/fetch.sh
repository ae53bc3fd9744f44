#!/bin/sh
# Brings one set back from the bucket into the spool, before a rehearsal or a restore; with it the manifests of all sets, so
# that a new spool knows them. Where a restore was not asked for, manifests alone. `fetch.sh known`, before a backup: what that
# builds upon, which is nothing where the spool is no new one.
here=$(dirname "$0")
. "$here/rclone.sh"
. "$here/bucket.sh"

adopt_marker() {
  read_marker
  if [ ! -f "$site/target.json" ]; then
    [ -s "$WORK/marker" ] || return 0
    cp "$WORK/marker" "$site/.target.$$"
    mv "$site/.target.$$" "$site/target.json"
    return 0
  fi
  [ "$(value_of "$WORK/marker" id)" = "$(value_of "$site/target.json" id)" ] ||
    refuse "the bucket is not the one of target $(value_of "$site/target.json" id): was it emptied or replaced, or is CRYPT_PASSWORD another one?"
}

# Files named in $WORK/wanted → $fetched, with the folders that they have in the bucket.
bring() { cloud copy --ignore-times --no-traverse --files-from-raw "$WORK/wanted" "$REMOTE" "$fetched"; }

# What says that a set is there, and what it needs: a few lines each. Dumps, lists and segments stay where they are.
bring_manifests() {
  doing='reading the manifests in the bucket'
  : >"$WORK/wanted"
  : >"$WORK/new"
  while read -r one; do
    [ -f "$site/sets/$one/manifest.json" ] || echo "$one" >>"$WORK/new"
    for name in manifest.json segments checked.json rehearsed.json; do
      [ -f "$site/sets/$one/$name" ] || ! in_bucket "sets/$one/$name" || echo "sets/$one/$name" >>"$WORK/wanted"
    done
  done <"$WORK/sets-there"
  [ -s "$WORK/wanted" ] || return 0
  # One that is damaged keeps nobody from the others.
  bring || say "not all manifests can be read: $(reason)"
  while read -r name; do
    case $name in */manifest.json) continue ;; esac
    mkdir -p "$site/$(dirname "$name")"
    [ ! -f "$fetched/$name" ] || mv "$fetched/$name" "$site/$name"
  done <"$WORK/wanted"
  while read -r one; do
    [ -f "$fetched/sets/$one/manifest.json" ] && [ -f "$site/sets/$one/segments" ] || continue
    while IFS=$tab read -r name hash _; do
      [ -e "$site/segments/$name" ] || printf '%s\n' "$hash" >"$site/segments/$name.uploaded"
    done <"$site/sets/$one/segments"
    : >"$site/sets/$one/uploaded"
    mv "$fetched/sets/$one/manifest.json" "$site/sets/$one/manifest.json"
  done <"$WORK/new"
  [ -n "$(published)" ] || fail "none of the manifests in the bucket can be read: $(reason)"
}

# Every file of set $1 that is not here as its manifest has it; file $2 alone, where given.
bring_set() {
  doing="fetching set $1"
  files_of "$1" | awk -F '\t' -v only="${2:-}" 'only == "" || $1 == only' >"$WORK/files"
  : >"$WORK/wanted"
  while IFS=$tab read -r name _ bytes; do
    if [ -f "$site/sets/$1/$name" ] && [ "$(size_of "$site/sets/$1/$name")" = "$bytes" ]; then continue; fi
    mkdir -p "$fetched/sets/$1"
    case $name in
      secrets.cms) cloud copyto --ignore-times "$SECRETS_REMOTE/$1.cms" "$fetched/sets/$1/$name" ;;
      *) echo "sets/$1/$name" >>"$WORK/wanted" ;;
    esac
  done <"$WORK/files"
  [ ! -s "$WORK/wanted" ] || bring
  while IFS=$tab read -r name hash _; do
    [ -f "$fetched/sets/$1/$name" ] || continue
    [ "$(hash_of "$fetched/sets/$1/$name")" = "$hash" ] || refuse "$name of set $1 in the bucket is damaged: choose another set"
    mkdir -p "$(dirname "$site/sets/$1/$name")"
    touch "$fetched/sets/$1/$name"
    mv "$fetched/sets/$1/$name" "$site/sets/$1/$name"
  done <"$WORK/files"
}

bring_segments() {
  count=0
  all=$(wc -l <"$site/sets/$1/segments")
  while IFS=$tab read -r name hash bytes _; do
    count=$((count + 1))
    if [ ! -f "$site/segments/$name" ] || [ "$(size_of "$site/segments/$name")" != "$bytes" ] || [ "$(hash_of "$site/segments/$name")" != "$hash" ]; then
      doing="fetching segment $name"
      in_bucket "segments/$name" "$bytes" || damaged_segment "$name" "$1"
      cloud copyto --ignore-times "$REMOTE/segments/$name" "$fetched/$name" || {
        ! grep -q 'failed to authenticate' "$WORK/errors" || damaged_segment "$name" "$1"
        exit 1
      }
      [ "$(hash_of "$fetched/$name")" = "$hash" ] || damaged_segment "$name" "$1"
      mv "$fetched/$name" "$site/segments/$name"
      printf '%s\n' "$hash" >"$site/segments/$name.uploaded"
    fi
    # From now on for a day.
    touch "$site/segments/$name"
    say "segments: $count of $all are here"
  done <"$site/sets/$1/segments"
}
damaged_segment() {
  : >"$site/segments/$1.damaged"
  rm -f "$site/segments/$1.uploaded"
  refuse "segment $1 of set $2 in the bucket is missing or damaged: the next backup writes its files anew; choose another set"
}

doing='looking at the spool'
mkdir -p "$site/sets" "$site/segments" "$site/last"
if [ "${1:-}" = known ] && [ -f "$site/target.json" ]; then
  newest=$(published | sort | tail -n 1)
  [ -n "$newest" ] && [ ! -f "$site/sets/$newest/media.zst" ] || completed 'the spool knows its bucket'
fi
lock_writer
fetched=$site/.fetched
rm -rf "$fetched"
mkdir -p "$fetched"
list_bucket
adopt_marker
bring_manifests
if [ "${1:-}" = known ]; then
  newest=$(published | sort | tail -n 1)
  [ -z "$newest" ] || bring_set "$newest" media.zst
  completed "the spool was new; the bucket holds $(wc -l <"$WORK/sets-there") sets"
fi

set=${SET:-}
if [ -z "$set" ] && [ -d "$REQUEST" ]; then
  [ -s "$REQUEST/set" ] || completed "the bucket holds $(wc -l <"$WORK/sets-there") sets"
  set=$(tr -d '\n' <"$REQUEST/set")
fi
[ -s "$WORK/sets-there" ] || refuse "the bucket holds no set of $WEB_DOMAIN: is $REMOTE the right place, and CRYPT_PASSWORD the right one?"
[ -n "$set" ] && [ "$set" != newest ] || set=$(tail -n 1 "$WORK/sets-there")
grep -qx -e "$set" "$WORK/sets-there" || refuse "the bucket has no set '$set'; it has: $(tr '\n' ' ' <"$WORK/sets-there")"
[ -f "$site/sets/$set/manifest.json" ] || refuse "the manifest of set $set can not be read; readable: $(published | tr '\n' ' ')"
bring_set "$set"
bring_segments "$set"
rm -rf "$fetched"
completed "set $set is here"
