#!/bin/bash
# Runs in a node's network namespace: gives the node a file system of its own, by mounts that nobody else sees, and starts
# its programs there.
#   node.sh NODE STATE POD-CIDR KUBERNETES NETWORK-POLICY SHARED…
# STATE is the node's disk, with containerd.toml, kubelet.json, proxy.json and cni/ in it; each SHARED a folder of all nodes.
set -euo pipefail
node=$1 state=$2 pod_cidr=$3 kubernetes=$4 network_policy=$5
shift 5
run=$(dirname "$(dirname "$state")")

mount --make-rshared /
disk() {
  mkdir -p "$state/$1"
  mount --bind "$state/$1" "$2"
  mount --make-rshared "$2"
}
disk kubelet /var/lib/kubelet
disk containerd /var/lib/containerd
disk cni /etc/cni/net.d
disk cni-state /var/lib/cni
disk pod-logs /var/log/pods
disk container-logs /var/log/containers
disk local-path /opt/local-path-provisioner
for memory in /run/containerd /run/netns; do
  mount -t tmpfs -o mode=755 tmpfs "$memory"
  mount --make-rshared "$memory"
done
for shared in "$@"; do
  mount --bind "$shared" "/srv/$(basename "$shared")"
  mount --make-rshared "/srv/$(basename "$shared")"
done

# As a machine's service manager does it: again whenever it ends.
start() {
  local name=$1
  shift
  setsid sh -c 'while :; do "$@"; sleep 1; done' sh "$@" >>"$run/log/$name-$node.log" 2>&1 </dev/null &
}
start containerd containerd --config "$state/containerd.toml"
until ctr version >/dev/null 2>&1; do sleep 0.1; done
start kubelet "$kubernetes" kubelet --config "$state/kubelet.json" --kubeconfig "$run/$node.kubeconfig" \
  --hostname-override "$node" --node-ip "$(ip -4 -o addr show eth0 | awk '{sub("/.*", "", $4); print $4}')"
start kube-proxy "$kubernetes" kube-proxy --config "$state/proxy.json"
start network-policy "$network_policy" --kubeconfig "$run/admin.kubeconfig" --node "$node" --pod-cidr "$pod_cidr"
