package policy

import (
	"fmt"

	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// addressesOf is where a rule's peers are; no peers named means everywhere.
func addressesOf(peers []networking.NetworkPolicyPeer, namespace string, pods []pod) (Addresses, error) {
	if len(peers) == 0 {
		return Everywhere, nil
	}
	var found []Addresses
	for _, peer := range peers {
		addresses, err := addressesOfPeer(peer, namespace, pods)
		if err != nil {
			return nil, err
		}
		found = append(found, addresses)
	}
	return union(found...), nil
}

func addressesOfPeer(peer networking.NetworkPolicyPeer, namespace string, pods []pod) (Addresses, error) {
	if peer.IPBlock != nil {
		return addressesOfBlock(*peer.IPBlock)
	}
	inNamespace := func(p pod) bool { return p.Namespace == namespace }
	if peer.NamespaceSelector != nil {
		selector, err := selectorOf(peer.NamespaceSelector)
		if err != nil {
			return nil, err
		}
		inNamespace = func(p pod) bool { return selector.Matches(p.namespaceLabels) }
	}
	chosen := labels.Everything()
	if peer.PodSelector != nil {
		selector, err := selectorOf(peer.PodSelector)
		if err != nil {
			return nil, err
		}
		chosen = selector
	} else if peer.NamespaceSelector == nil {
		return nil, nil
	}
	var found []Addresses
	for _, p := range pods {
		if inNamespace(p) && chosen.Matches(labels.Set(p.Labels)) {
			found = append(found, single(p.address))
		}
	}
	return union(found...), nil
}

func addressesOfBlock(wanted networking.IPBlock) (Addresses, error) {
	found, err := block(wanted.CIDR)
	if err != nil {
		return nil, fmt.Errorf("ipBlock.cidr: %w", err)
	}
	for _, cidr := range wanted.Except {
		except, err := block(cidr)
		if err != nil {
			return nil, fmt.Errorf("ipBlock.except: %w", err)
		}
		found = found.without(except)
	}
	return found, nil
}

func selectorOf(selector *meta.LabelSelector) (labels.Selector, error) {
	return meta.LabelSelectorAsSelector(selector)
}
