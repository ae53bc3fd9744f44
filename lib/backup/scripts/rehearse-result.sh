#!/usr/bin/env bash
# Everything passed: writes rehearsed.json into the set.
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/common.sh"
. "$here/sets.sh"
. "$here/target.sh"

need_target
record=rehearsal
doing='writing the result'
set=$(cat "$WORK/rehearsed-set")
folder=$site/sets/$set
printf '{\n  "manifest": "%s",\n  "rehearsed": "%s",\n  "seconds": %s\n}\n' \
  "$(manifest_value "$folder/manifest.json" sha256)" "$(now)" "$(cat "$WORK/rehearsed-seconds")" | write_result "$folder/rehearsed.json"
completed "set $set was restored for a trial and equals what was written down, in $(cat "$WORK/rehearsed-seconds") s"
