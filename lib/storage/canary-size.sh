# Refuses a filesystem that is larger than the claim: then it is some server's own disk, seen through the network.
#   $3  largest size in KiB; empty where the class does not bind its filesystem to the claim
if [ -n "$3" ]; then
  kibibytes=$(($(stat -f -c %b "$1") * $(stat -f -c %S "$1") / 1024))
  if [ "$kibibytes" -gt "$3" ]; then
    echo "$1 has $kibibytes KiB, more than the claim: it is not the declared volume but a disk behind it." >&2
    exit 1
  fi
fi
