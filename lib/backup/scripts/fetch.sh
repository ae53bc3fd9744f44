#!/bin/sh
# Brings one set and its segments back from the bucket into the spool: before a rehearsal, or a restore on bare machines.
# shellcheck source-path=SCRIPTDIR
. "${SCRIPTS:-/scripts}/rclone.sh"
: "${REMOTE:?}" "${SECRETS_REMOTE:?}" "${SITE:?}"

set=${SET:-}
[ -n "$set" ] || [ ! -f "$REQUEST/set" ] || set=$(tr -d '\n' <"$REQUEST/set")
doing='listing the sets in the bucket'
cloud lsf --recursive --files-only --include '*/manifest.json' "$REMOTE/sets" | sed 's,/manifest.json$,,' | sort >"$WORK/sets"
[ -n "$set" ] && [ "$set" != newest ] || set=$(tail -n 1 "$WORK/sets")
[ -n "$set" ] || end 2 "refused: the bucket holds no set of $WEB_DOMAIN: is $REMOTE the right place?"
grep -qx "$set" "$WORK/sets" || end 2 "refused: the bucket has no set $set; it has: $(tr '\n' ' ' <"$WORK/sets")"

folder=$site/sets/$set
mkdir -p "$site/segments" "$site/last" "$site/sets/.fetched-$set"
doing="fetching set $set"
if [ ! -f "$folder/manifest.json" ]; then
  cloud copy "$REMOTE/sets/$set" "$site/sets/.fetched-$set"
  cloud copyto "$SECRETS_REMOTE/$set.cms" "$site/sets/.fetched-$set/secrets.cms"
  rm -rf "$folder"
  mv "$site/sets/.fetched-$set" "$folder"
fi
rm -rf "$site/sets/.fetched-$set"
# A new spool: the marker is as it was when the set was made.
[ -f "$site/target.json" ] || {
  id=$(sed -n 's/^  "target": "\(.*\)",$/\1/p' "$folder/manifest.json")
  printf '{\n  "id": "%s",\n  "site": "%s",\n  "domain": "%s",\n  "created": "%s"\n}\n' "$id" "$SITE" "$WEB_DOMAIN" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$site/.target.$$"
  mv "$site/.target.$$" "$site/target.json"
}
count=0
all=$(wc -l <"$folder/segments")
cut -f 1,2 "$folder/segments" | while read -r name hash; do
  count=$((count + 1))
  if [ ! -f "$site/segments/$name" ] || [ "$(hash_of "$site/segments/$name")" != "$hash" ]; then
    doing="fetching segment $name"
    cloud copyto "$REMOTE/segments/$name" "$site/segments/.$name.partial"
    mv "$site/segments/.$name.partial" "$site/segments/$name"
    [ "$(hash_of "$site/segments/$name")" = "$hash" ] || end 1 "failed: segment $name in the bucket is damaged"
    printf '%s\n' "$hash" >"$site/segments/$name.uploaded"
  fi
  echo "segments: $count of $all are here"
done || exit 1
end 0 "done: set $set is here"
