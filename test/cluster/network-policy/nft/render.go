// Package nft writes compiled policies as nftables, and hands them to the kernel.
package nft

import (
	"fmt"
	"net/netip"
	"strings"

	"mammut.test/cluster/network-policy/policy"
)

// Table is ours alone; nothing else among the kernel's rules is touched.
const Table = "inet network-policy"

// Render writes the whole table. Declaring before deleting makes the deletion hold on the first run too; one
// file is one transaction: a packet meets the old rules or the new ones, never none.
func Render(pods []policy.Pod, podCIDR netip.Prefix) string {
	var known, ingress, egress, chains []string
	for _, pod := range pods {
		known = append(known, pod.Address.String())
		if pod.Ingress.Isolated {
			ingress = append(ingress, fmt.Sprintf("%s : jump ingress-%s", pod.Address, pod.Address))
			chains = append(chains, chain("ingress", "saddr", pod, pod.Ingress))
		}
		if pod.Egress.Isolated {
			egress = append(egress, fmt.Sprintf("%s : jump egress-%s", pod.Address, pod.Address))
			chains = append(chains, chain("egress", "daddr", pod, pod.Egress))
		}
	}
	return fmt.Sprintf(`table %[1]s
delete table %[1]s
table %[1]s {
	set pods { type ipv4_addr; %[3]s}
	map ingress { type ipv4_addr : verdict; %[4]s}
	map egress { type ipv4_addr : verdict; %[5]s}

	# Between pods, and between pods and the world. Addresses are those after a Service's has been translated.
	chain forward {
		type filter hook forward priority filter - 1; policy accept;
		ct state established,related accept
		# No rule below could judge IPv6, and no pod here has an address of it.
		meta nfproto ipv6 drop
		# A pod of this node that isn't known by its address yet is closed.
		ip saddr %[2]s ip saddr != @pods drop
		ip daddr %[2]s ip daddr != @pods drop
		ip saddr vmap @egress
		ip daddr vmap @ingress
	}

	# From a pod to its own node. From the node to its pods passes no hook of ours: probes always pass.
	chain input {
		type filter hook input priority filter - 1; policy accept;
		ct state established,related accept
		iifname lo accept
		meta nfproto ipv6 meta l4proto { tcp, udp, sctp } drop
		ip saddr %[2]s ip saddr != @pods drop
		ip saddr vmap @egress
	}

%[6]s}
`, Table, podCIDR, elements(known), elements(ingress), elements(egress), strings.Join(chains, "\n"))
}

// elements is empty for no elements: nft refuses an empty list.
func elements(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return "elements = { " + strings.Join(all, ", ") + " } "
}

// chain returns where a rule allows: the packet goes on to be judged by its destination.
func chain(direction, peer string, pod policy.Pod, d policy.Direction) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\t# %s\n\tchain %s-%s {\n", pod.Name, direction, pod.Address)
	for _, rule := range d.Allowed {
		from := peers(peer, rule.Peers)
		if len(rule.Ports) == 0 {
			fmt.Fprintf(&b, "\t\t%sreturn\n", from)
		}
		for _, ports := range rule.Ports {
			fmt.Fprintf(&b, "\t\t%s%sreturn\n", from, match(ports))
		}
	}
	b.WriteString("\t\tdrop\n\t}\n")
	return b.String()
}

func peers(field string, addresses policy.Addresses) string {
	if addresses.Everything() {
		return ""
	}
	runs := make([]string, len(addresses))
	for i, run := range addresses {
		runs[i] = run.From.String()
		if run.From != run.To {
			runs[i] += "-" + run.To.String()
		}
	}
	return fmt.Sprintf("ip %s { %s } ", field, strings.Join(runs, ", "))
}

func match(ports policy.Ports) string {
	protocol := strings.ToLower(string(ports.Protocol))
	switch {
	case ports.All():
		return fmt.Sprintf("meta l4proto %s ", protocol)
	case ports.From == ports.To:
		return fmt.Sprintf("%s dport %d ", protocol, ports.From)
	default:
		return fmt.Sprintf("%s dport %d-%d ", protocol, ports.From, ports.To)
	}
}
