# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# The bucket: what does it hold, and is it ours? Sourced after rclone.sh.
: "${REMOTE:?}" "${SECRETS_REMOTE:?}" "${KEEP_LOCAL:=false}"
# Beside what the bucket has: `uploaded`, where it may be there alone; `copied`, where the tree keeps all of it.
if [ "$KEEP_LOCAL" = true ]; then kept=copied; else kept=uploaded; fi

# All that it holds of this site: `path <tab> bytes` → $WORK/there, ids of its sets, oldest first → $WORK/sets-there.
list_bucket() {
  doing='listing the bucket'
  cloud lsf --recursive --files-only --format ps --separator "$tab" "$REMOTE" | sort >"$WORK/there"
  sed -n "s,^sets/\([0-9][0-9-]*\)/manifest.json$tab.*,\1,p" "$WORK/there" >"$WORK/sets-there"
}

# Whether the bucket has path $1, with $2 bytes where given.
in_bucket() { awk -F '\t' -v path="$1" -v bytes="${2:-}" '$1 == path && (bytes == "" || $2 == bytes) { found = 1 } END { exit !found }' "$WORK/there"; }

# Leaves the marker of the bucket in $WORK/marker, empty where there is none.
read_marker() {
  : >"$WORK/marker"
  if in_bucket target.json; then
    doing="reading the bucket's target.json"
    cloud cat "$REMOTE/target.json" >"$WORK/marker"
    found="$(value_of "$WORK/marker" site) $(value_of "$WORK/marker" domain)"
    [ "$found" = "$SITE $WEB_DOMAIN" ] ||
      refuse "the bucket belongs to another site: its marker says '$found', this is '$SITE $WEB_DOMAIN'; give each site a bucket or a prefix of its own"
  elif [ -s "$WORK/sets-there" ]; then
    refuse "the bucket has sets of $WEB_DOMAIN but no target.json: put it back from another copy, or declare another prefix"
  fi
}

uploaded_sets() { for mark in "$site"/sets/[0-9]*/$kept; do [ ! -f "$mark" ] || basename "$(dirname "$mark")"; done; }

# Must be the one that earlier sets went to, and have them still.
check_bucket() {
  list_bucket
  read_marker
  id=$(value_of "$site/target.json" id)
  found=$(value_of "$WORK/marker" id)
  [ -z "$found" ] || [ "$found" = "$id" ] ||
    refuse "the bucket holds the sets of target $found, this one is $id: declare another prefix, or put that target back"
  uploaded_sets | not_in "$WORK/sets-there" >"$WORK/lost"
  if [ -s "$WORK/lost" ]; then
    [ "$ACCEPT_TARGET" = "$id" ] ||
      refuse "the bucket was emptied or replaced, or CRYPT_PASSWORD is another one: it lost $(wc -l <"$WORK/lost") sets, $(tail -n 1 "$WORK/lost") for one; mend that, or go on without them: ACCEPT_TARGET=$id"
    forget_lost
  fi
  doing="writing the bucket's target.json"
  [ -n "$found" ] || cloud copyto "$site/target.json" "$REMOTE/target.json"
}

# What is still here goes up again, what is not is damaged: the next backup writes its files anew.
forget_lost() {
  while read -r set; do
    rm -f "$site/sets/$set/$kept"
    [ -f "$site/sets/$set/dump" ] || : >"$site/sets/$set/damaged"
    say "set $set is not in the bucket any more"
  done <"$WORK/lost"
  for mark in "$site"/segments/*."$kept"; do
    segment=$(basename "$mark" ".$kept")
    [ ! -f "$mark" ] || in_bucket "segments/$segment" || lost_segment "$segment"
  done
}
lost_segment() {
  rm -f "$site/segments/$1.$kept"
  [ -f "$site/segments/$1" ] || : >"$site/segments/$1.damaged"
}
