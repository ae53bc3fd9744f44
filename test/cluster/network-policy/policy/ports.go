package policy

import (
	"slices"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Ports is a run of ports of one protocol, both ends included.
type Ports struct {
	Protocol core.Protocol
	From, To int32
}

const lastPort = 65535

// All says that the protocol alone decides.
func (p Ports) All() bool { return p.From == 0 && p.To == lastPort }

func (p Ports) contains(protocol core.Protocol, port int32) bool {
	return p.Protocol == protocol && p.From <= port && port <= p.To
}

// numbered are the ports that are the same whoever is asked.
func numbered(wanted []networking.NetworkPolicyPort) []Ports {
	var found []Ports
	for _, want := range wanted {
		switch {
		case want.Port == nil:
			found = append(found, Ports{protocolOf(want.Protocol), 0, lastPort})
		case want.Port.Type == intstr.Int && want.EndPort != nil:
			found = append(found, Ports{protocolOf(want.Protocol), want.Port.IntVal, *want.EndPort})
		case want.Port.Type == intstr.Int:
			found = append(found, Ports{protocolOf(want.Protocol), want.Port.IntVal, want.Port.IntVal})
		}
	}
	return found
}

// named are the ports that a destination pod has under the names that a rule gives.
func named(wanted []networking.NetworkPolicyPort, destination *core.Pod) []Ports {
	var found []Ports
	for _, want := range wanted {
		if want.Port == nil || want.Port.Type != intstr.String {
			continue
		}
		for _, port := range portsOf(destination) {
			protocol := protocolOf(&port.Protocol)
			ports := Ports{protocol, port.ContainerPort, port.ContainerPort}
			if port.Name == want.Port.StrVal && protocol == protocolOf(want.Protocol) && !slices.Contains(found, ports) {
				found = append(found, ports)
			}
		}
	}
	return found
}

// portsOf counts sidecars: init containers that keep running serve like any other container.
func portsOf(p *core.Pod) []core.ContainerPort {
	var ports []core.ContainerPort
	for _, container := range p.Spec.Containers {
		ports = append(ports, container.Ports...)
	}
	for _, container := range p.Spec.InitContainers {
		if container.RestartPolicy != nil && *container.RestartPolicy == core.ContainerRestartPolicyAlways {
			ports = append(ports, container.Ports...)
		}
	}
	return ports
}

func protocolOf(protocol *core.Protocol) core.Protocol {
	if protocol == nil || *protocol == "" {
		return core.ProtocolTCP
	}
	return *protocol
}
