//go:build ignore

// Record asks kube-network-policies for its verdict on every connection of the cases on its input, and prints the
// cases with these verdicts. It is run inside a checkout of that project; see the README.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"

	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"

	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	"sigs.k8s.io/kube-network-policies/pkg/podinfo"
)

// testCase has the fields of the project's own cases; this file can't import them from here.
type testCase struct {
	Seed        uint64                        `json:"seed"`
	Namespaces  []*v1.Namespace               `json:"namespaces"`
	Pods        []*v1.Pod                     `json:"pods"`
	Policies    []*networkingv1.NetworkPolicy `json:"policies"`
	Connections []connection                  `json:"connections"`
}

type connection struct {
	From     string      `json:"from"`
	To       string      `json:"to"`
	Protocol v1.Protocol `json:"protocol"`
	Port     int32       `json:"port,omitempty"`
	Allowed  bool        `json:"allowed"`
}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var c testCase
		err := in.Decode(&c)
		if err == io.EOF {
			return
		}
		if err == nil {
			err = record(&c)
		}
		if err == nil {
			err = out.Encode(c)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "record: %v\n", err)
			os.Exit(1)
		}
	}
}

func record(c *testCase) error {
	for i := range c.Connections {
		allowed, err := verdict(c, c.Connections[i])
		if err != nil {
			return err
		}
		c.Connections[i].Allowed = allowed
	}
	return nil
}

// verdict is the engine's for one packet; it judges egress and ingress together, whichever node it runs on.
func verdict(c *testCase, asked connection) (bool, error) {
	factory := informers.NewSharedInformerFactory(fake.NewClientset(), 0)
	pods, namespaces, policies := factory.Core().V1().Pods(), factory.Core().V1().Namespaces(), factory.Networking().V1().NetworkPolicies()
	resolver, err := podinfo.NewInformerResolver(pods.Informer())
	if err != nil {
		return false, err
	}
	for _, p := range c.Pods {
		if err := pods.Informer().GetStore().Add(p); err != nil {
			return false, err
		}
	}
	for _, n := range c.Namespaces {
		if err := namespaces.Informer().GetStore().Add(n); err != nil {
			return false, err
		}
	}
	for _, p := range c.Policies {
		if err := policies.Informer().GetStore().Add(stored(p)); err != nil {
			return false, err
		}
	}
	engine := networkpolicy.NewPolicyEngine(
		podinfo.NewInformerProvider(pods, namespaces, nil, []podinfo.IPResolver{resolver}),
		[]api.PolicyEvaluator{networkpolicy.NewStandardNetworkPolicy("alpha", namespaces, pods, policies)},
	)
	packet := &network.Packet{
		Family: v1.IPv4Protocol, SrcIP: net.ParseIP(asked.From), DstIP: net.ParseIP(asked.To),
		Proto: asked.Protocol, SrcPort: 40000, DstPort: int(asked.Port),
	}
	if asked.Protocol == "ICMP" {
		// As the project reads a packet of a protocol that it doesn't know.
		packet.Proto, packet.SrcPort, packet.DstPort = "", 0, 0
	}
	return engine.EvaluatePacket(context.Background(), packet)
}

// stored fills in what the API server does when it stores a policy.
func stored(written *networkingv1.NetworkPolicy) *networkingv1.NetworkPolicy {
	p := written.DeepCopy()
	if len(p.Spec.PolicyTypes) == 0 {
		p.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
		if len(p.Spec.Egress) > 0 {
			p.Spec.PolicyTypes = append(p.Spec.PolicyTypes, networkingv1.PolicyTypeEgress)
		}
	}
	var ports [][]networkingv1.NetworkPolicyPort
	for _, rule := range p.Spec.Ingress {
		ports = append(ports, rule.Ports)
	}
	for _, rule := range p.Spec.Egress {
		ports = append(ports, rule.Ports)
	}
	tcp := v1.ProtocolTCP
	for _, list := range ports {
		for i := range list {
			if list[i].Protocol == nil {
				list[i].Protocol = &tcp
			}
		}
	}
	return p
}
