# Writes 16 MiB of random bytes, their hash and the name of this node, and waits until they are on the disk.
head -c 16777216 /dev/urandom > "$1/canary"
(cd "$1" && sha256sum canary > canary.sha256)
echo "$NODE" > "$1/canary.node"
sync -f "$1"
echo "written on $NODE, device $(stat -c %d "$1"), $(stat -f -c %T "$1"): $(cut -c 1-64 "$1/canary.sha256")"
