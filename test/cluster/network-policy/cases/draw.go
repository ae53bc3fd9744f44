package cases

import (
	"fmt"
	"math/rand/v2"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var (
	protocols  = []core.Protocol{core.ProtocolTCP, core.ProtocolTCP, core.ProtocolTCP, core.ProtocolUDP, core.ProtocolSCTP}
	portNames  = []string{"http", "db", "metrics"}
	portRanges = [][2]int32{{50, 100}, {80, 443}, {443, 443}, {5000, 9000}, {1, 65535}}
	podLabels  = map[string][]string{"app": {"web", "db", "cache"}, "tier": {"front", "back"}, "canary": {"yes"}}
	blocks     = []block{
		{"0.0.0.0/0", []string{"10.0.0.0/8", "10.244.0.0/16", "203.0.113.0/25", "198.51.100.0/24", "10.244.12.4/31", "0.0.0.0/1"}},
		{"10.244.0.0/16", []string{"10.244.11.0/24", "10.244.12.0/30", "10.244.11.2/32"}},
		{"10.244.11.0/24", []string{"10.244.11.0/30", "10.244.11.5/32"}},
		{"10.89.0.0/24", []string{"10.89.0.12/32"}},
		{"203.0.113.0/24", []string{"203.0.113.0/28", "203.0.113.128/25"}},
		{"198.51.100.20/32", nil},
	}
)

type block struct {
	cidr   string
	except []string
}

// Draw makes the same case of the same seed.
func Draw(seed uint64, connections int) Case {
	d := drawer{rand.New(rand.NewPCG(seed, 0))}
	c := Case{Seed: seed}
	for i, name := range []string{"site", "entry", "other"} {
		namespaceLabels := map[string]string{"kubernetes.io/metadata.name": name, "team": []string{"red", "red", "blue"}[(i+d.IntN(3))%3]}
		c.Namespaces = append(c.Namespaces, &core.Namespace{ObjectMeta: meta.ObjectMeta{Name: name, Labels: namespaceLabels}})
	}
	for _, node := range Nodes {
		for _, address := range PodAddresses[node.Name] {
			c.Pods = append(c.Pods, d.pod(c, node.Name, address))
		}
	}
	d.addOddPods(&c)
	for i := range 2 + d.IntN(6) {
		c.Policies = append(c.Policies, d.policy(c, fmt.Sprintf("policy-%d", i)))
	}
	for range connections {
		c.Connections = append(c.Connections, d.connection(c))
	}
	return c
}

type drawer struct{ *rand.Rand }

func one[T any](d drawer, all []T) T { return all[d.IntN(len(all))] }

// some draws up to most of them, often few.
func some[T any](d drawer, most int, draw func() T) []T {
	var drawn []T
	for range d.IntN(most + 1) {
		drawn = append(drawn, draw())
	}
	return drawn
}

// chance is true once in n times.
func (d drawer) chance(n int) bool { return d.IntN(n) == 0 }

func (d drawer) pod(c Case, node, address string) *core.Pod {
	labels := map[string]string{}
	for _, key := range []string{"app", "tier", "canary"} {
		if !d.chance(4) {
			labels[key] = one(d, podLabels[key])
		}
	}
	var ports []core.ContainerPort
	for _, name := range portNames {
		if !d.chance(3) {
			ports = append(ports, core.ContainerPort{Name: name, ContainerPort: one(d, Ports), Protocol: one(d, protocols)})
		}
	}
	return &core.Pod{
		ObjectMeta: meta.ObjectMeta{Namespace: one(d, c.Namespaces).Name, Name: fmt.Sprintf("pod-%d", len(c.Pods)), Labels: labels},
		Spec:       core.PodSpec{NodeName: node, Containers: []core.Container{{Name: "only", Ports: ports}}},
		Status:     core.PodStatus{Phase: core.PodRunning, PodIP: address, PodIPs: []core.PodIP{{IP: address}}},
	}
}

// addOddPods adds pods that an enforcer must not look at: one that ended, whose address another has now, and one
// on its node's network.
func (d drawer) addOddPods(c *Case) {
	if d.chance(3) {
		heir := one(d, c.Pods)
		ended := d.pod(*c, heir.Spec.NodeName, heir.Status.PodIP)
		ended.Status.Phase = one(d, []core.PodPhase{core.PodSucceeded, core.PodFailed})
		c.Pods = append(c.Pods, ended)
	}
	if d.chance(3) {
		node := one(d, Nodes)
		onHost := d.pod(*c, node.Name, node.Address)
		onHost.Spec.HostNetwork = true
		c.Pods = append(c.Pods, onHost)
	}
}

func (d drawer) policy(c Case, name string) *networking.NetworkPolicy {
	p := &networking.NetworkPolicy{ObjectMeta: meta.ObjectMeta{Namespace: one(d, c.Namespaces).Name, Name: name}}
	p.Spec.PodSelector = d.selector(podLabels)
	p.Spec.PolicyTypes = one(d, [][]networking.PolicyType{
		nil, {networking.PolicyTypeIngress}, {networking.PolicyTypeEgress},
		{networking.PolicyTypeIngress, networking.PolicyTypeEgress},
	})
	p.Spec.Ingress = some(d, 3, func() networking.NetworkPolicyIngressRule {
		return networking.NetworkPolicyIngressRule{From: some(d, 3, d.peer), Ports: some(d, 3, d.port)}
	})
	p.Spec.Egress = some(d, 3, func() networking.NetworkPolicyEgressRule {
		return networking.NetworkPolicyEgressRule{To: some(d, 3, d.peer), Ports: some(d, 3, d.port)}
	})
	return p
}

func (d drawer) peer() networking.NetworkPolicyPeer {
	pods, namespaces := d.selector(podLabels), d.selector(map[string][]string{
		"team": {"red", "blue"}, "kubernetes.io/metadata.name": {"site", "entry", "other"},
	})
	switch d.IntN(4) {
	case 0:
		return networking.NetworkPolicyPeer{PodSelector: &pods}
	case 1:
		return networking.NetworkPolicyPeer{NamespaceSelector: &namespaces}
	case 2:
		return networking.NetworkPolicyPeer{PodSelector: &pods, NamespaceSelector: &namespaces}
	}
	b := one(d, blocks)
	wanted := networking.IPBlock{CIDR: b.cidr}
	if len(b.except) > 0 {
		wanted.Except = some(d, 2, func() string { return one(d, b.except) })
	}
	return networking.NetworkPolicyPeer{IPBlock: &wanted}
}

// selector is empty, or asks by matchLabels, by matchExpressions, or by both.
func (d drawer) selector(known map[string][]string) meta.LabelSelector {
	var keys []string
	for _, key := range []string{"app", "tier", "canary", "team", "kubernetes.io/metadata.name"} {
		if len(known[key]) > 0 {
			keys = append(keys, key)
		}
	}
	var selector meta.LabelSelector
	if d.chance(3) {
		return selector
	}
	if d.chance(2) {
		key := one(d, keys)
		selector.MatchLabels = map[string]string{key: one(d, known[key])}
	}
	if d.chance(2) {
		key := one(d, keys)
		asks := meta.LabelSelectorRequirement{Key: key, Operator: one(d, []meta.LabelSelectorOperator{
			meta.LabelSelectorOpIn, meta.LabelSelectorOpNotIn, meta.LabelSelectorOpExists, meta.LabelSelectorOpDoesNotExist,
		})}
		if asks.Operator == meta.LabelSelectorOpIn || asks.Operator == meta.LabelSelectorOpNotIn {
			asks.Values = []string{one(d, known[key])}
			if d.chance(2) {
				asks.Values = append(asks.Values, one(d, known[key]))
			}
		}
		selector.MatchExpressions = []meta.LabelSelectorRequirement{asks}
	}
	return selector
}

func (d drawer) port() networking.NetworkPolicyPort {
	var wanted networking.NetworkPolicyPort
	if !d.chance(3) {
		protocol := one(d, protocols)
		wanted.Protocol = &protocol
	}
	switch d.IntN(6) {
	case 0: // The protocol alone.
	case 1:
		ports := one(d, portRanges)
		first := intstr.FromInt32(ports[0])
		wanted.Port, wanted.EndPort = &first, &ports[1]
	case 2, 3:
		number := intstr.FromInt32(one(d, Ports))
		wanted.Port = &number
	default:
		name := intstr.FromString(one(d, append([]string{"nobody"}, portNames...)))
		wanted.Port = &name
	}
	return wanted
}

// connection is mostly between two pods, else between a pod and what is no pod: a host outside, or a node. What
// a pod's own node sends to it isn't judged by policies, so none is drawn.
func (d drawer) connection(c Case) Connection {
	living := c.Pods[:len(PodAddresses["alpha"])+len(PodAddresses["beta"])]
	here, there := one(d, living), one(d, living)
	for there == here {
		there = one(d, living)
	}
	drawn := Connection{From: here.Status.PodIP, To: there.Status.PodIP, Protocol: one(d, protocols), Port: one(d, Ports)}
	if ports := there.Spec.Containers[0].Ports; len(ports) > 0 && !d.chance(3) {
		port := one(d, ports)
		drawn.Protocol, drawn.Port = port.Protocol, port.ContainerPort
	}
	switch d.IntN(10) {
	case 0, 1:
		drawn.From = one(d, append(otherNodes(there.Spec.NodeName), Outside...))
	case 2, 3:
		drawn.To = one(d, append([]string{Nodes[0].Address, Nodes[1].Address}, Outside...))
	}
	if d.chance(20) {
		drawn.Protocol, drawn.Port = ICMP, 0
	}
	return drawn
}

func otherNodes(name string) []string {
	var addresses []string
	for _, node := range Nodes {
		if node.Name != name {
			addresses = append(addresses, node.Address)
		}
	}
	return addresses
}
