// Package policy turns the objects of the API into what each pod of one node may send and receive.
// It knows nothing of watching, of the kernel or of the machine it runs on.
package policy

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// Pod is a pod of this node, and what policies let through.
type Pod struct {
	Name            string
	Address         netip.Addr
	Ingress, Egress Direction
}

// Direction is one way of a pod's traffic. Where no policy isolates the pod everything passes, else only what
// one of the rules allows.
type Direction struct {
	Isolated bool
	Allowed  []Rule
}

// Rule lets through what comes from (or goes to) one of the peers on one of the ports.
// No ports means every port of every protocol, ICMP too.
type Rule struct {
	Peers Addresses
	Ports []Ports
}

// Compile answers for the living pods of a node, in the order of their addresses. What can't be understood is
// told as an error and allows nothing: the API server refuses such objects, so this is a last resort.
func Compile(cluster Cluster, node string) ([]Pod, []error) {
	pods := livingPods(cluster)
	var compiled []Pod
	var errors []error
	for _, p := range pods {
		if p.Spec.NodeName != node {
			continue
		}
		c := compiler{pods: pods, self: p}
		for _, policy := range cluster.Policies {
			if err := c.add(policy); err != nil {
				errors = append(errors, fmt.Errorf("networkpolicy %s/%s: %w", policy.Namespace, policy.Name, err))
			}
		}
		compiled = append(compiled, Pod{p.Namespace + "/" + p.Name, p.address, c.ingress, c.egress})
	}
	slices.SortFunc(compiled, func(a, b Pod) int { return a.Address.Compare(b.Address) })
	return compiled, errors
}

// compiler gathers what all policies together allow to one pod.
type compiler struct {
	pods            []pod
	self            pod
	ingress, egress Direction
}

func (c *compiler) add(policy *networking.NetworkPolicy) error {
	if policy.Namespace != c.self.Namespace {
		return nil
	}
	selector, err := selectorOf(&policy.Spec.PodSelector)
	if err != nil {
		return fmt.Errorf("podSelector: %w", err)
	}
	if !selector.Matches(labels.Set(c.self.Labels)) {
		return nil
	}
	if isolates(policy, networking.PolicyTypeIngress) {
		c.isolate(&c.ingress)
		for _, rule := range policy.Spec.Ingress {
			peers, err := addressesOf(rule.From, policy.Namespace, c.pods)
			if err != nil {
				return fmt.Errorf("ingress: %w", err)
			}
			c.ingress.allow(peers, rule.Ports, append(numbered(rule.Ports), named(rule.Ports, c.self.Pod)...))
		}
	}
	if isolates(policy, networking.PolicyTypeEgress) {
		c.isolate(&c.egress)
		for _, rule := range policy.Spec.Egress {
			peers, err := addressesOf(rule.To, policy.Namespace, c.pods)
			if err != nil {
				return fmt.Errorf("egress: %w", err)
			}
			c.egress.allow(peers, rule.Ports, numbered(rule.Ports))
			c.allowNamed(peers, rule.Ports)
		}
	}
	return nil
}

// isolate closes a direction but for the pod itself: a pod can't block access to itself, which shows when it
// reaches itself through a Service.
func (c *compiler) isolate(direction *Direction) {
	if !direction.Isolated {
		*direction = Direction{true, []Rule{{Peers: single(c.self.address)}}}
	}
}

// allowNamed asks each peer which port it has under the names: the same name may be another port elsewhere.
// Peers that agree share a rule.
func (c *compiler) allowNamed(peers Addresses, wanted []networking.NetworkPolicyPort) {
	type group struct {
		ports []Ports
		at    []Addresses
	}
	var groups []*group
	for _, peer := range c.pods {
		ports := named(wanted, peer.Pod)
		if len(ports) == 0 || !peers.Contains(peer.address) {
			continue
		}
		same := slices.IndexFunc(groups, func(g *group) bool { return slices.Equal(g.ports, ports) })
		if same < 0 {
			same, groups = len(groups), append(groups, &group{ports: ports})
		}
		groups[same].at = append(groups[same].at, single(peer.address))
	}
	for _, g := range groups {
		c.egress.allow(union(g.at...), wanted, g.ports)
	}
}

// allow adds a rule, unless it lets nothing through: a rule that names ports of which none is found must not
// become one without ports.
func (d *Direction) allow(peers Addresses, wanted []networking.NetworkPolicyPort, found []Ports) {
	if len(peers) == 0 || len(wanted) > 0 && len(found) == 0 {
		return
	}
	slices.SortFunc(found, func(a, b Ports) int {
		return cmp.Or(cmp.Compare(a.Protocol, b.Protocol), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	d.Allowed = append(d.Allowed, Rule{peers, slices.Compact(found)})
}

// isolates applies the default where a policy names no types: ingress always, egress when it has egress rules.
func isolates(policy *networking.NetworkPolicy, direction networking.PolicyType) bool {
	if len(policy.Spec.PolicyTypes) > 0 {
		return slices.Contains(policy.Spec.PolicyTypes, direction)
	}
	return direction == networking.PolicyTypeIngress || len(policy.Spec.Egress) > 0
}

// Allows judges one packet as the kernel will.
func (d Direction) Allows(peer netip.Addr, protocol core.Protocol, port int32) bool {
	if !d.Isolated {
		return true
	}
	return slices.ContainsFunc(d.Allowed, func(rule Rule) bool {
		return rule.Peers.Contains(peer) && (len(rule.Ports) == 0 ||
			slices.ContainsFunc(rule.Ports, func(p Ports) bool { return p.contains(protocol, port) }))
	})
}
