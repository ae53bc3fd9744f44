# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables shared with the files beside it
# Is this target ours, and are we alone? Sourced after common.sh.

# "already running" when somebody else has it. A lock goes with its holder: the kernel's or the NFS server's lease.
lock_writer() {
  try touch "$site/.writer"
  exec 8>>"$site/.writer"
  flock --timeout "$LOCK_WAIT" 8 || busy 'already running: another backup or upkeep holds the target'
}
lock_readers() {
  try touch "$site/.readers"
  exec 9>>"$site/.readers"
  flock --"$1" --timeout "$LOCK_WAIT" 9 || busy 'already running: another job uses the target'
}

marker_value() { [ ! -f "$site/target.json" ] || manifest_value "$site/target.json" "$1"; }

# The folder must be this site's; nothing is written but by `begin_target`.
check_target() {
  doing='looking at the target'
  [ -d "$TARGET" ] || refuse "the target $TARGET is not there: is its volume mounted?"
  [ -f "$site/target.json" ] || return 0
  local found
  found="$(marker_value site) $(marker_value domain)"
  [ "$found" = "$SITE $WEB_DOMAIN" ] ||
    refuse "the target belongs to another site: its marker says '$found', this is '$SITE $WEB_DOMAIN'; give each site a target or a domain of its own"
}

need_target() {
  check_target
  [ -f "$site/target.json" ] ||
    refuse "the target holds no backup of $WEB_DOMAIN: $site/target.json is missing; is the right volume mounted?"
}

sets_there() { find "$site/sets" "$site/segments" -mindepth 1 -maxdepth 1 -print -quit 2>/dev/null | grep -q .; }

# What the database remembers of its target, `id:sequence`; $1 what the marker says.
check_remembered() {
  local remembered=$1 id sequence marker newest
  marker=$(marker_value id)
  id=${remembered%%:*} sequence=${remembered#*:}
  if [ -n "$remembered" ] && [ "${ACCEPT_TARGET:-}" != "$id" ]; then
    local mend="mount the right one, or begin anew there: ACCEPT_TARGET=$id"
    [ -n "$marker" ] || refuse "the target was emptied or replaced: target $id of earlier backups is not there; $mend"
    [ "$marker" = "$id" ] || refuse "the target was replaced: its marker says $marker, earlier backups went to $id; $mend"
    newest=$(newest_sequence)
    [ "$newest" -ge "$sequence" ] ||
      refuse "the target lost sets: the newest there is number $newest, number $sequence was written; $mend"
  fi
  [ -n "$marker" ] || ! sets_there ||
    refuse "the target has sets but no $site/target.json: put it back from a copy of the target, or empty the folder"
}

begin_target() {
  [ -f "$site/target.json" ] || {
    mkdir -p "$site/sets" "$site/segments" "$site/last"
    local id
    id=$(cat /proc/sys/kernel/random/uuid)
    printf '{\n  "id": "%s",\n  "site": %s,\n  "domain": %s,\n  "created": "%s"\n}\n' \
      "$id" "$(json_string "$SITE")" "$(json_string "$WEB_DOMAIN")" "$(now)" >"$site/.target.$$"
    sync "$site/.target.$$"
    # Never over another's: two first backups at once.
    ln "$site/.target.$$" "$site/target.json" 2>/dev/null || [ -f "$site/target.json" ] || mv "$site/.target.$$" "$site/target.json"
    rm -f "$site/.target.$$"
    sync "$site"
    say "a new target begins: $id"
  }
}
