package main

import (
	"cmp"
	"fmt"
	"log"
	"net/netip"
	"slices"
	"time"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"

	"mammut.test/cluster/network-policy/nft"
	"mammut.test/cluster/network-policy/policy"
)

// enforcer brings the kernel of one node to what the cluster's policies say.
type enforcer struct {
	node    string
	podCIDR netip.Prefix
	applied string
}

// close shuts the node's pods off until the policies are known. Rules of an earlier run are better than that,
// so they stay.
func (e *enforcer) close() error {
	if nft.Exists() {
		log.Printf("rules of an earlier run stay until the first sync")
		return nil
	}
	log.Printf("closed: pods of %s pass nothing until the first sync", e.podCIDR)
	return nft.Apply(nft.Render(nil, e.podCIDR))
}

// sync replaces the rules if they changed.
func (e *enforcer) sync(cluster policy.Cluster) error {
	start := time.Now()
	inOrder(cluster)
	pods, problems := policy.Compile(cluster, e.node)
	for _, problem := range problems {
		log.Printf("%v", problem)
	}
	rules := nft.Render(pods, e.podCIDR)
	if rules == e.applied {
		return nil
	}
	compiled := time.Now()
	if err := nft.Apply(rules); err != nil {
		return err
	}
	e.applied = rules
	log.Printf("synced: %s; compiled in %s, applied in %s", summary(pods, len(cluster.Policies)),
		compiled.Sub(start).Round(100*time.Microsecond), time.Since(compiled).Round(100*time.Microsecond))
	return nil
}

func summary(pods []policy.Pod, policies int) string {
	ingress, egress := 0, 0
	for _, pod := range pods {
		if pod.Ingress.Isolated {
			ingress++
		}
		if pod.Egress.Isolated {
			egress++
		}
	}
	return fmt.Sprintf("%d policies, %d pods here, %d isolated for ingress, %d for egress", policies, len(pods), ingress, egress)
}

// inOrder makes the same cluster render the same text: listers answer in no order.
func inOrder(cluster policy.Cluster) {
	slices.SortFunc(cluster.Pods, func(a, b *core.Pod) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	slices.SortFunc(cluster.Policies, func(a, b *networking.NetworkPolicy) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
}
