// Package cases draws random clusters with policies and connections, to ask several enforcers the same questions.
package cases

import (
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
)

// Case is a small cluster on two nodes, and connections to judge in it. Objects are as a user writes them: the
// API server's defaults are not filled in.
type Case struct {
	Seed        uint64                      `json:"seed"`
	Namespaces  []*core.Namespace           `json:"namespaces"`
	Pods        []*core.Pod                 `json:"pods"`
	Policies    []*networking.NetworkPolicy `json:"policies"`
	Connections []Connection                `json:"connections"`
}

// Connection is a first packet; of ICMP it is an echo request.
type Connection struct {
	From     string        `json:"from"`
	To       string        `json:"to"`
	Protocol core.Protocol `json:"protocol"`
	Port     int32         `json:"port,omitempty"`
	// Allowed is what an enforcer from upstream said, in a recorded case.
	Allowed bool `json:"allowed"`
}

// ICMP stands beside Kubernetes' protocols; policies have no word for it.
const ICMP core.Protocol = "ICMP"

// Node has its pods' addresses in a range of its own.
type Node struct{ Name, Address, PodCIDR string }

var Nodes = []Node{
	{"alpha", "10.89.0.11", "10.244.11.0/24"},
	{"beta", "10.89.0.12", "10.244.12.0/24"},
}

// Outside are addresses that no pod has, of hosts beyond the LAN.
var Outside = []string{"203.0.113.10", "198.51.100.20"}

// PodAddresses are those of all pods of any case, by node.
var PodAddresses = map[string][]string{
	"alpha": {"10.244.11.2", "10.244.11.3", "10.244.11.4", "10.244.11.5"},
	"beta":  {"10.244.12.2", "10.244.12.3", "10.244.12.4", "10.244.12.5"},
}

// Ports is every port that a connection of a case asks for.
var Ports = []int32{53, 80, 81, 443, 5432, 8080, 9100}
