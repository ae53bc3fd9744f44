# Refuses to go on when a volume lies on the node's own disk.
#   $1  where the volume is mounted
#   $2  a folder that is on the disk of the node's kubelet for certain
# A driver that mounts into the wrong folder reports success, and the pod gets an empty directory
# that dies with it. The type of the filesystem proves nothing there; the device number does.
volume=$(stat -c %d "$1")
disk=$(stat -c %d "$2")
if [ "$volume" = "$disk" ]; then
  echo "$1 is not mounted: it lies on the node's own disk and would be lost with this pod." >&2
  echo "Look at the volume's driver on this node before you start anything." >&2
  exit 1
fi
