// Package bed is two nodes with pods, a LAN and hosts beyond it, as network namespaces of this machine, to see what
// rules in a kernel really let through. It needs root.
package bed

import (
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"

	"mammut.test/cluster/network-policy/cases"
)

// Bed is up until Close.
type Bed struct {
	// namespaces by the addresses that live in them.
	namespaces map[string]string
	listeners  *listeners
	lastNonce  uint16
}

const lanAddress, router = "10.89.0.200", "lan"

// Up makes everything; namespaces carry this process's number, so that beds don't meet.
func Up() (*Bed, error) {
	b := &Bed{namespaces: map[string]string{}}
	err := b.up()
	if err == nil {
		b.listeners, err = b.listen()
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func (b *Bed) up() error {
	lan := b.name(router)
	for _, outside := range append(cases.Outside, lanAddress) {
		b.namespaces[outside] = lan
	}
	lines := []string{
		"netns add " + lan, "-n " + lan + " link set lo up",
		"-n " + lan + " link add lan0 type bridge", "-n " + lan + " link set lan0 up",
		"-n " + lan + " addr add " + lanAddress + "/24 dev lan0",
	}
	for _, outside := range cases.Outside {
		lines = append(lines, "-n "+lan+" addr add "+outside+"/32 dev lo")
	}
	for _, node := range cases.Nodes {
		lines = append(lines, b.node(node)...)
	}
	for _, node := range cases.Nodes {
		for _, other := range cases.Nodes {
			if other != node {
				lines = append(lines, fmt.Sprintf("-n %s route add %s via %s", b.name(node.Name), other.PodCIDR, other.Address))
			}
		}
		lines = append(lines, fmt.Sprintf("-n %s route add %s via %s", lan, node.PodCIDR, node.Address))
	}
	for _, line := range lines {
		if out, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %w: %s", line, err, out)
		}
	}
	for _, node := range cases.Nodes {
		if err := b.In(node.Address, forward); err != nil {
			return err
		}
	}
	return nil
}

// node hangs its pods on links of their own, as the ptp plugin does: all that pods exchange is routed.
func (b *Bed) node(node cases.Node) []string {
	name := b.name(node.Name)
	b.namespaces[node.Address] = name
	lines := []string{
		"netns add " + name, "-n " + name + " link set lo up",
		fmt.Sprintf("-n %s link add %s type veth peer name eth0 netns %s", b.name(router), node.Name, name),
		fmt.Sprintf("-n %s link set %s master lan0 up", b.name(router), node.Name),
		fmt.Sprintf("-n %s addr add %s/24 dev eth0", name, node.Address),
		fmt.Sprintf("-n %s link set eth0 up", name),
		fmt.Sprintf("-n %s route add default via %s", name, lanAddress),
	}
	gateway := netip.MustParsePrefix(node.PodCIDR).Addr().Next()
	for i, address := range cases.PodAddresses[node.Name] {
		pod, link := b.name(fmt.Sprintf("%s-%d", node.Name, i)), fmt.Sprintf("pod%d", i)
		b.namespaces[address] = pod
		lines = append(lines,
			"netns add "+pod, "-n "+pod+" link set lo up",
			fmt.Sprintf("-n %s link add %s type veth peer name eth0 netns %s", name, link, pod),
			fmt.Sprintf("-n %s addr add %s/32 dev %s", name, gateway, link),
			fmt.Sprintf("-n %s link set %s up", name, link),
			fmt.Sprintf("-n %s route add %s dev %s src %s", name, address, link, gateway),
			fmt.Sprintf("-n %s addr add %s/32 dev eth0", pod, address),
			fmt.Sprintf("-n %s link set eth0 up", pod),
			fmt.Sprintf("-n %s route add %s dev eth0", pod, gateway),
			fmt.Sprintf("-n %s route add default via %s", pod, gateway),
		)
	}
	return lines
}

func forward() error {
	return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644)
}

// Close removes the namespaces; all that is in them goes along.
func (b *Bed) Close() {
	if b.listeners != nil {
		b.listeners.close()
	}
	gone := map[string]bool{}
	for _, name := range b.namespaces {
		if !gone[name] {
			gone[name] = true
			_ = exec.Command("ip", "netns", "del", name).Run()
		}
	}
}

func (b *Bed) name(of string) string { return fmt.Sprintf("np-%d-%s", os.Getpid(), of) }

// In runs in the network namespace that has the address, with whatever processes are started there. It does so on
// a thread of its own, which ends with the call.
func (b *Bed) In(address string, run func() error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		namespace, err := os.Open("/run/netns/" + b.namespaces[address])
		if err == nil {
			defer namespace.Close()
			err = unix.Setns(int(namespace.Fd()), unix.CLONE_NEWNET)
		}
		if err == nil {
			err = run()
		}
		done <- err
	}()
	return <-done
}
