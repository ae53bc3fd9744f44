package policy

import (
	"net/netip"
	"strings"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// Cluster is what the API server knows, as far as policies look at it.
type Cluster struct {
	Pods       []*core.Pod
	Namespaces []*core.Namespace
	Policies   []*networking.NetworkPolicy
}

// pod is one that has an address of its own and may send and receive.
type pod struct {
	*core.Pod
	address         netip.Addr
	namespaceLabels labels.Set
}

// livingPods leaves out pods on the host's network, pods without an address yet, and pods that have ended:
// their address may belong to another already.
func livingPods(cluster Cluster) []pod {
	namespaces := map[string]labels.Set{}
	for _, namespace := range cluster.Namespaces {
		namespaces[namespace.Name] = namespace.Labels
	}
	owners := map[netip.Addr]pod{}
	for _, candidate := range cluster.Pods {
		address, found := addressOf(candidate)
		if !found || candidate.Spec.HostNetwork || ended(candidate) {
			continue
		}
		if owner, taken := owners[address]; taken && !succeeds(candidate, owner.Pod) {
			continue
		}
		owners[address] = pod{candidate, address, namespaces[candidate.Namespace]}
	}
	living := make([]pod, 0, len(owners))
	for _, candidate := range cluster.Pods {
		if address, found := addressOf(candidate); found && owners[address].Pod == candidate {
			living = append(living, owners[address])
		}
	}
	return living
}

func addressOf(p *core.Pod) (netip.Addr, bool) {
	for _, candidate := range append([]core.PodIP{{IP: p.Status.PodIP}}, p.Status.PodIPs...) {
		if address, err := netip.ParseAddr(candidate.IP); err == nil && address.Is4() {
			return address, true
		}
	}
	return netip.Addr{}, false
}

func ended(p *core.Pod) bool {
	return p.Status.Phase == core.PodSucceeded || p.Status.Phase == core.PodFailed
}

// succeeds decides who holds an address that two pods claim: the one that isn't leaving, then the younger,
// then, so that the answer never depends on order, the later name.
func succeeds(newcomer, owner *core.Pod) bool {
	if leaving := newcomer.DeletionTimestamp != nil; leaving != (owner.DeletionTimestamp != nil) {
		return !leaving
	}
	if !newcomer.CreationTimestamp.Equal(&owner.CreationTimestamp) {
		return owner.CreationTimestamp.Before(&newcomer.CreationTimestamp)
	}
	return strings.Compare(newcomer.Namespace+"/"+newcomer.Name, owner.Namespace+"/"+owner.Name) > 0
}
