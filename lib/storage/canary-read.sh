# Reads back what was written, perhaps on another node.
if ! [ -f "$1/canary.sha256" ]; then
  echo "$1 holds nothing: what was written went somewhere else, or nothing was written yet." >&2
  exit 1
fi
(cd "$1" && sha256sum -c canary.sha256)
echo "written on $(cat "$1/canary.node"), read on $NODE, device $(stat -c %d "$1"), $(stat -f -c %T "$1"): the same bytes"
