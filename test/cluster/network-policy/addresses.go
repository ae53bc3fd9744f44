package main

import (
	"net/netip"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// withAddresses says of this node's pods what the container runtime knows better than the API. Pods of the
// informers' copy are shared, so a changed one is a new one.
func withAddresses(pods []*core.Pod, node string, addresses map[types.UID]netip.Addr) []*core.Pod {
	told := make([]*core.Pod, len(pods))
	for i, pod := range pods {
		told[i] = pod
		address, found := addresses[pod.UID]
		if !found || pod.Spec.NodeName != node || pod.Status.PodIP == address.String() {
			continue
		}
		changed := *pod
		changed.Status.PodIP = address.String()
		changed.Status.PodIPs = []core.PodIP{{IP: address.String()}}
		told[i] = &changed
	}
	return told
}
