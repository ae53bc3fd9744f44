package main

import (
	"net"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"

	"mammut.test/cluster/network-policy/bed"
	"mammut.test/cluster/network-policy/cases"
	"mammut.test/cluster/network-policy/policy"
)

// What holds in a kernel besides the semantics of policies: one pod on each node, and what is around them.
const (
	here, there        = "10.244.11.2", "10.244.12.2"
	hereToo            = "10.244.11.3"
	hereNode           = "10.89.0.11"
	thereNode          = "10.89.0.12"
	serviceOfHere      = "10.96.0.1"
	serviceOfThere     = "10.96.0.2"
	openPort       int = 80
)

var both = []networking.PolicyType{networking.PolicyTypeIngress, networking.PolicyTypeEgress}

func upOrSkip(t *testing.T) *bed.Bed {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("network namespaces need root")
	}
	b, err := bed.Up()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func enforceOn(t *testing.T, b *bed.Bed, cluster policy.Cluster) {
	t.Helper()
	for _, node := range cases.Nodes {
		e := &enforcer{node: node.Name, podCIDR: netip.MustParsePrefix(node.PodCIDR)}
		if err := b.In(node.Address, func() error { return e.sync(cluster) }); err != nil {
			t.Fatal(err)
		}
	}
}

func pods(addresses ...string) policy.Cluster {
	cluster := policy.Cluster{Namespaces: []*core.Namespace{{ObjectMeta: meta.ObjectMeta{Name: "site"}}}}
	for _, address := range addresses {
		node := "alpha"
		if strings.HasPrefix(address, "10.244.12.") {
			node = "beta"
		}
		cluster.Pods = append(cluster.Pods, &core.Pod{
			ObjectMeta: meta.ObjectMeta{Namespace: "site", Name: address, Labels: map[string]string{"at": address}},
			Spec:       core.PodSpec{NodeName: node},
			Status:     core.PodStatus{Phase: core.PodRunning, PodIP: address},
		})
	}
	return cluster
}

// isolated adds a policy for one pod with the rules given; none of them means nothing passes.
func isolated(cluster policy.Cluster, pod string, spec networking.NetworkPolicySpec) policy.Cluster {
	spec.PodSelector.MatchLabels = map[string]string{"at": pod}
	cluster.Policies = append(cluster.Policies, &networking.NetworkPolicy{
		ObjectMeta: meta.ObjectMeta{Namespace: "site", Name: pod}, Spec: spec,
	})
	return cluster
}

// expect tries TCP connections, written `from to`.
func expect(t *testing.T, b *bed.Bed, expected bool, pairs ...string) {
	t.Helper()
	var connections []cases.Connection
	for _, pair := range pairs {
		from, to, _ := strings.Cut(pair, " ")
		connections = append(connections, cases.Connection{From: from, To: to, Protocol: core.ProtocolTCP, Port: int32(openPort)})
	}
	passed, err := b.Passes(connections)
	if err != nil {
		t.Fatal(err)
	}
	for i, pair := range pairs {
		if passed[i] != expected {
			t.Errorf("%s: found %v, expected %v", pair, passed[i], expected)
		}
	}
}

func nftOn(t *testing.T, b *bed.Bed, node cases.Node, rules string) string {
	t.Helper()
	var answer []byte
	if err := b.In(node.Address, func() (err error) {
		nft := exec.Command("nft", "-f", "-")
		nft.Stdin = strings.NewReader(rules)
		answer, err = nft.CombinedOutput()
		return err
	}); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	return string(answer)
}

func TestInTheKernel(t *testing.T) {
	b := upOrSkip(t)
	denied := func() policy.Cluster {
		return isolated(pods(here, there), here, networking.NetworkPolicySpec{PolicyTypes: both})
	}

	t.Run("without rules everything passes: what is refused below is refused by rules", func(t *testing.T) {
		expect(t, b, true, here+" "+there, there+" "+here, here+" "+hereNode, hereNode+" "+here, thereNode+" "+here, here+" "+cases.Outside[0], cases.Outside[0]+" "+here)
	})
	t.Run("closed before the first sync, but for the node itself", func(t *testing.T) {
		e := &enforcer{node: "alpha", podCIDR: netip.MustParsePrefix(cases.Nodes[0].PodCIDR)}
		if err := b.In(cases.Nodes[0].Address, e.close); err != nil {
			t.Fatal(err)
		}
		expect(t, b, false, here+" "+there, there+" "+here, here+" "+hereNode, here+" "+hereToo, cases.Outside[0]+" "+here)
		expect(t, b, true, hereNode+" "+here)
	})
	t.Run("no policy opens pods that are known, and only these", func(t *testing.T) {
		enforceOn(t, b, pods(here, there))
		expect(t, b, true, here+" "+there, there+" "+here, here+" "+hereNode, here+" "+cases.Outside[0])
		expect(t, b, false, hereToo+" "+there, there+" "+hereToo, here+" "+hereToo, hereToo+" "+here, hereToo+" "+hereNode, hereToo+" "+cases.Outside[0])
		expect(t, b, true, hereNode+" "+hereToo)
	})
	t.Run("a denied pod is reached by its own node alone", func(t *testing.T) {
		enforceOn(t, b, denied())
		expect(t, b, false, there+" "+here, here+" "+there, thereNode+" "+here, here+" "+hereNode, here+" "+thereNode, cases.Outside[0]+" "+here)
		expect(t, b, true, hereNode+" "+here)
	})
	t.Run("rules stay when the enforcer starts again", func(t *testing.T) {
		enforceOn(t, b, denied())
		e := &enforcer{node: "alpha", podCIDR: netip.MustParsePrefix(cases.Nodes[0].PodCIDR)}
		if err := b.In(cases.Nodes[0].Address, e.close); err != nil {
			t.Fatal(err)
		}
		expect(t, b, false, there+" "+here)
		enforceOn(t, b, pods(here, there))
		expect(t, b, true, there+" "+here)
	})
	t.Run("Services are judged by the pods behind them, and a pod reaches itself", func(t *testing.T) {
		// As kube-proxy does it.
		nftOn(t, b, cases.Nodes[0], `table ip services {
			chain prerouting { type nat hook prerouting priority dstnat; ip daddr `+serviceOfHere+` dnat to `+here+`; ip daddr `+serviceOfThere+` dnat to `+there+`; }
			chain postrouting { type nat hook postrouting priority srcnat; ip saddr `+here+` ip daddr `+here+` masquerade; }
		}`)
		enforceOn(t, b, denied())
		expect(t, b, false, here+" "+serviceOfThere)
		expect(t, b, true, here+" "+serviceOfHere)
		enforceOn(t, b, isolated(pods(here, there), here, networking.NetworkPolicySpec{
			PolicyTypes: both, Egress: []networking.NetworkPolicyEgressRule{{To: []networking.NetworkPolicyPeer{
				{PodSelector: &meta.LabelSelector{MatchLabels: map[string]string{"at": there}}},
			}}},
		}))
		expect(t, b, true, here+" "+serviceOfThere)
		if rules := nftOn(t, b, cases.Nodes[0], "list tables"); !slices.Contains(strings.Split(rules, "\n"), "table ip services") {
			t.Errorf("somebody else's table is gone: %s", rules)
		}
	})
	t.Run("what was connected before stays connected", func(t *testing.T) {
		enforceOn(t, b, pods(here, there))
		talks := make(chan error)
		denyNow, isDenied := make(chan struct{}), make(chan struct{})
		go func() { talks <- b.In(there, func() error { return talk(here, denyNow, isDenied) }) }()
		<-denyNow
		enforceOn(t, b, denied())
		expect(t, b, false, there+" "+here)
		close(isDenied)
		if err := <-talks; err != nil {
			t.Error(err)
		}
	})
}

// talk holds a connection, and sends again after the policy has changed; the peer's kernel must acknowledge it.
func talk(to string, connected chan<- struct{}, goOn <-chan struct{}) error {
	connection, err := net.DialTimeout("tcp4", net.JoinHostPort(to, "80"), bed.Patience)
	close(connected)
	if err != nil {
		return err
	}
	defer connection.Close()
	<-goOn
	if _, err := connection.Write([]byte("still here")); err != nil {
		return err
	}
	time.Sleep(100 * time.Millisecond)
	return bed.Acknowledged(connection.(*net.TCPConn))
}
