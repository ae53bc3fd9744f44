package nft

import (
	"net/netip"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"

	"mammut.test/cluster/network-policy/policy"
)

func TestRender(t *testing.T) {
	address := netip.MustParseAddr
	pods := []policy.Pod{
		{Name: "site/open", Address: address("10.244.11.2")},
		{Name: "site/closed", Address: address("10.244.11.3"), Ingress: policy.Direction{Isolated: true}},
		{Name: "site/some", Address: address("10.244.11.4"), Egress: policy.Direction{Isolated: true, Allowed: []policy.Rule{
			{Peers: policy.Addresses{{From: address("10.0.0.1"), To: address("10.0.0.1")}, {From: address("10.0.1.0"), To: address("10.0.1.9")}}},
			{Peers: policy.Everywhere, Ports: []policy.Ports{
				{Protocol: core.ProtocolUDP, From: 53, To: 53}, {Protocol: core.ProtocolTCP, From: 80, To: 90}, {Protocol: core.ProtocolSCTP, To: 65535},
			}},
		}}},
	}
	rendered := strings.Join(strings.Fields(Render(pods, netip.MustParsePrefix("10.244.11.0/24"))), " ")
	for _, expected := range []string{
		"table inet network-policy delete table inet network-policy table inet network-policy {",
		"elements = { 10.244.11.2, 10.244.11.3, 10.244.11.4 }",
		"map ingress { type ipv4_addr : verdict; elements = { 10.244.11.3 : jump ingress-10.244.11.3 } }",
		"map egress { type ipv4_addr : verdict; elements = { 10.244.11.4 : jump egress-10.244.11.4 } }",
		"chain ingress-10.244.11.3 { drop }",
		"chain egress-10.244.11.4 { ip daddr { 10.0.0.1, 10.0.1.0-10.0.1.9 } return " +
			"udp dport 53 return tcp dport 80-90 return meta l4proto sctp return drop }",
	} {
		if !strings.Contains(rendered, expected) {
			t.Errorf("%q is missing in\n%s", expected, rendered)
		}
	}
	if empty := Render(nil, netip.MustParsePrefix("10.244.11.0/24")); strings.Contains(empty, "elements") {
		t.Errorf("an empty list of elements, which nft refuses, in\n%s", empty)
	}
}
