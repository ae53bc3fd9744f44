package policy

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// The house that every case below is about: two namespaces, one node, and the world.
const (
	web      = "10.244.11.2"   // site, app=web, ports http=3000/TCP metrics=9000/UDP
	db       = "10.244.11.3"   // site, app=db, port http=5432/TCP
	ingress  = "10.244.11.4"   // entry, app=traefik, port http=8000/TCP
	sidecar  = "10.244.11.5"   // site, app=sidecar, port http=7000/TCP in a sidecar, init=1/TCP in a plain init container
	stranger = "203.0.113.10"  // no pod
	blocked  = "203.0.113.200" // no pod
)

func house() Cluster {
	always := core.ContainerRestartPolicyAlways
	side := podAt("site", "sidecar", sidecar)
	side.Spec.InitContainers = []core.Container{
		{RestartPolicy: &always, Ports: []core.ContainerPort{{Name: "http", ContainerPort: 7000}}},
		{Ports: []core.ContainerPort{{Name: "init", ContainerPort: 1}}},
	}
	return Cluster{
		Namespaces: []*core.Namespace{namespace("site"), namespace("entry")},
		Pods: []*core.Pod{
			podAt("site", "web", web, core.ContainerPort{Name: "http", ContainerPort: 3000},
				core.ContainerPort{Name: "metrics", ContainerPort: 9000, Protocol: "UDP"}),
			podAt("site", "db", db, core.ContainerPort{Name: "http", ContainerPort: 5432, Protocol: "TCP"}),
			podAt("entry", "traefik", ingress, core.ContainerPort{Name: "http", ContainerPort: 8000, Protocol: "TCP"}),
			side,
		},
	}
}

func namespace(name string) *core.Namespace {
	return &core.Namespace{ObjectMeta: meta.ObjectMeta{Name: name, Labels: map[string]string{"kubernetes.io/metadata.name": name}}}
}

func podAt(namespace, app, address string, ports ...core.ContainerPort) *core.Pod {
	return &core.Pod{
		ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: app, Labels: map[string]string{"app": app}},
		Spec:       core.PodSpec{NodeName: "alpha", Containers: []core.Container{{Ports: ports}}},
		Status:     core.PodStatus{Phase: core.PodRunning, PodIP: address, PodIPs: []core.PodIP{{IP: address}}},
	}
}

func policyOf(t *testing.T, namespace, spec string) *networking.NetworkPolicy {
	t.Helper()
	found := &networking.NetworkPolicy{ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: "policy"}}
	if err := yaml.UnmarshalStrict([]byte(spec), &found.Spec); err != nil {
		t.Fatal(err)
	}
	return found
}

// allows compiles and asks about one connection, as its source's and its destination's node would.
func allows(t *testing.T, cluster Cluster, from, to string, protocol core.Protocol, port int32) bool {
	t.Helper()
	pods, problems := Compile(cluster, "alpha")
	for _, problem := range problems {
		t.Error(problem)
	}
	source, destination := netip.MustParseAddr(from), netip.MustParseAddr(to)
	for _, pod := range pods {
		if pod.Address == source && !pod.Egress.Allows(destination, protocol, port) {
			return false
		}
		if pod.Address == destination && !pod.Ingress.Allows(source, protocol, port) {
			return false
		}
	}
	return true
}

// connection is `from to port`, TCP unless the port says UDP, SCTP or ICMP.
type connection struct {
	from, to string
	port     int32
	protocol core.Protocol
}

func tcp(from, to string, port int32) connection { return connection{from, to, port, core.ProtocolTCP} }
func udp(from, to string, port int32) connection { return connection{from, to, port, core.ProtocolUDP} }
func sctp(from, to string, port int32) connection {
	return connection{from, to, port, core.ProtocolSCTP}
}
func icmp(from, to string) connection { return connection{from, to, 0, "ICMP"} }

func TestSemantics(t *testing.T) {
	for name, c := range map[string]struct {
		policies        []string // in namespace site
		passes, refused []connection
	}{
		"no policy": {passes: []connection{tcp(stranger, web, 1), udp(web, stranger, 1), icmp(web, db)}},
		"default deny": {
			policies: []string{`{podSelector: {}}`},
			passes:   []connection{tcp(web, stranger, 1), tcp(web, ingress, 8000)},
			refused:  []connection{tcp(stranger, web, 3000), tcp(web, db, 5432), udp(ingress, web, 9000), icmp(ingress, web)},
		},
		"an empty list of rules denies too": {
			policies: []string{`{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [], egress: []}`},
			refused:  []connection{tcp(stranger, web, 3000), tcp(web, stranger, 3000)},
		},
		"one empty rule allows all": {
			policies: []string{`{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}]}`},
			passes:   []connection{tcp(stranger, web, 3000), sctp(web, stranger, 1), icmp(web, stranger)},
		},
		"egress rules imply the type": {
			policies: []string{`{podSelector: {}, egress: [{ports: [{port: 53, protocol: UDP}]}]}`},
			passes:   []connection{udp(web, stranger, 53)},
			refused:  []connection{tcp(web, stranger, 53), tcp(ingress, web, 3000)},
		},
		"egress alone leaves ingress open": {
			policies: []string{`{podSelector: {}, policyTypes: [Egress]}`},
			passes:   []connection{tcp(ingress, web, 3000)},
			refused:  []connection{tcp(web, ingress, 8000)},
		},
		"only the selected are isolated": {
			policies: []string{`{podSelector: {matchLabels: {app: db}}}`},
			passes:   []connection{tcp(stranger, web, 3000)},
			refused:  []connection{tcp(web, db, 5432)},
		},
		"matchExpressions": {
			policies: []string{`{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}`},
			passes:   []connection{tcp(db, web, 3000)},
			refused:  []connection{tcp(web, db, 5432)},
		},
		"podSelector of a peer stays in the namespace": {
			policies: []string{`{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}]}]}`},
			passes:   []connection{tcp(web, db, 5432), udp(web, db, 1), icmp(web, db)},
			refused:  []connection{tcp(ingress, db, 5432), tcp(stranger, db, 5432)},
		},
		"namespaceSelector": {
			policies: []string{`{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: entry}}}]}]}`},
			passes:   []connection{tcp(ingress, web, 3000)},
			refused:  []connection{tcp(db, web, 3000), tcp(stranger, web, 3000)},
		},
		"an empty namespaceSelector is every pod, but nobody else": {
			policies: []string{`{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}`},
			passes:   []connection{tcp(ingress, web, 3000), tcp(db, web, 3000)},
			refused:  []connection{tcp(stranger, web, 3000)},
		},
		"both selectors of one peer hold together": {
			policies: []string{`{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: traefik}}}]}]}`},
			passes:   []connection{tcp(ingress, web, 3000)},
			refused:  []connection{tcp(db, web, 3000)},
		},
		"two peers are either": {
			policies: []string{`{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}, {ipBlock: {cidr: 203.0.113.0/24}}]}]}`},
			passes:   []connection{tcp(db, web, 3000), tcp(stranger, web, 3000)},
			refused:  []connection{tcp(ingress, web, 3000)},
		},
		"ipBlock with except": {
			policies: []string{`{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [203.0.113.128/25, 10.0.0.0/8]}}]}]}`},
			passes:   []connection{tcp(web, stranger, 443)},
			refused:  []connection{tcp(web, blocked, 443), tcp(web, db, 5432)},
		},
		"an exception of one peer is no exception of another": {
			policies: []string{`{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}, {podSelector: {matchLabels: {app: db}}}]}]}`},
			passes:   []connection{tcp(web, stranger, 443), tcp(web, db, 5432)},
			refused:  []connection{tcp(web, ingress, 8000)},
		},
		"ipBlock of IPv6 is nobody here": {
			policies: []string{`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: "::/0"}}]}]}`},
			refused:  []connection{tcp(stranger, web, 3000)},
		},
		"numeric port, TCP by default": {
			policies: []string{`{podSelector: {}, ingress: [{ports: [{port: 3000}]}]}`},
			passes:   []connection{tcp(stranger, web, 3000)},
			refused:  []connection{tcp(stranger, web, 3001), udp(stranger, web, 3000), icmp(stranger, web)},
		},
		"endPort": {
			policies: []string{`{podSelector: {}, ingress: [{ports: [{port: 3000, endPort: 3002}]}]}`},
			passes:   []connection{tcp(db, web, 3000), tcp(db, web, 3001), tcp(db, web, 3002)},
			refused:  []connection{tcp(db, web, 2999), tcp(db, web, 3003)},
		},
		"a protocol without a port": {
			policies: []string{`{podSelector: {}, ingress: [{ports: [{protocol: SCTP}]}]}`},
			passes:   []connection{sctp(db, web, 1), sctp(db, web, 65535)},
			refused:  []connection{tcp(db, web, 1)},
		},
		"named port, ingress: the pod's own": {
			policies: []string{`{podSelector: {}, ingress: [{ports: [{port: http}]}]}`},
			passes:   []connection{tcp(ingress, web, 3000), tcp(ingress, db, 5432), tcp(ingress, sidecar, 7000)},
			refused:  []connection{tcp(ingress, web, 5432), tcp(ingress, db, 3000)},
		},
		"named port, egress: the peer's": {
			policies: []string{`{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}`},
			passes:   []connection{tcp(web, db, 5432), tcp(web, ingress, 8000), tcp(db, web, 3000)},
			refused:  []connection{tcp(web, db, 3000), tcp(web, ingress, 5432), tcp(web, stranger, 8000)},
		},
		"named port, egress, of chosen peers": {
			policies: []string{`{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}], ports: [{port: http}]}]}`},
			passes:   []connection{tcp(web, db, 5432)},
			refused:  []connection{tcp(web, ingress, 8000)},
		},
		"named port of another protocol": {
			policies: []string{`{podSelector: {}, ingress: [{ports: [{port: metrics}, {port: http, protocol: UDP}]}]}`},
			refused:  []connection{udp(db, web, 9000), tcp(db, web, 9000), udp(db, web, 3000)},
		},
		"a name that nobody has opens nothing": {
			policies: []string{`{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ports: [{port: nobody}, {port: init}]}], egress: [{ports: [{port: nobody}]}]}`},
			refused:  []connection{tcp(ingress, web, 3000), tcp(web, ingress, 8000), tcp(ingress, sidecar, 1)},
		},
		"policies add up": {
			policies: []string{
				`{podSelector: {}}`,
				`{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.10/32}}], ports: [{port: 3000}]}]}`,
				`{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 9000, protocol: UDP}]}]}`,
			},
			passes:  []connection{tcp(stranger, web, 3000), udp(db, web, 9000)},
			refused: []connection{tcp(db, web, 3000), udp(stranger, web, 9000), tcp(stranger, db, 3000)},
		},
		"a pod can't be kept from itself": {
			policies: []string{`{podSelector: {}, policyTypes: [Ingress, Egress]}`},
			passes:   []connection{tcp(web, web, 3000)},
		},
		"both ends must agree": {
			policies: []string{
				`{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 5432}]}]}`,
				`{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: sidecar}}}]}]}`,
			},
			refused: []connection{tcp(web, db, 5432)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			cluster := house()
			for _, spec := range c.policies {
				cluster.Policies = append(cluster.Policies, policyOf(t, "site", spec))
			}
			for expected, connections := range map[bool][]connection{true: c.passes, false: c.refused} {
				for _, c := range connections {
					if allows(t, cluster, c.from, c.to, c.protocol, c.port) != expected {
						t.Errorf("%s → %s %s %d: expected %v", c.from, c.to, c.protocol, c.port, expected)
					}
				}
			}
		})
	}
}

func TestWhoCountsAsAPod(t *testing.T) {
	fromWeb := `{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}`
	for name, c := range map[string]struct {
		change func(web *core.Pod)
		passes bool
	}{
		"running":               {func(*core.Pod) {}, true},
		"leaving":               {func(p *core.Pod) { p.DeletionTimestamp = &meta.Time{Time: time.Now()} }, true},
		"pending, with an IP":   {func(p *core.Pod) { p.Status.Phase = core.PodPending }, true},
		"succeeded":             {func(p *core.Pod) { p.Status.Phase = core.PodSucceeded }, false},
		"failed":                {func(p *core.Pod) { p.Status.Phase = core.PodFailed }, false},
		"on the host's network": {func(p *core.Pod) { p.Spec.HostNetwork = true }, false},
		"without an address":    {func(p *core.Pod) { p.Status.PodIP, p.Status.PodIPs = "", nil }, false},
		"of IPv6 first": {func(p *core.Pod) {
			p.Status.PodIP = "fd00::1"
			p.Status.PodIPs = []core.PodIP{{IP: "fd00::1"}, {IP: web}}
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			cluster := house()
			cluster.Policies = append(cluster.Policies, policyOf(t, "site", fromWeb))
			c.change(cluster.Pods[0])
			if allows(t, cluster, web, db, core.ProtocolTCP, 1) != c.passes {
				t.Errorf("expected %v", c.passes)
			}
		})
	}
}

// An address that went from one pod to the next is judged by the labels of the pod that has it now.
func TestReusedAddress(t *testing.T) {
	for name, change := range map[string]func(old, young *core.Pod){
		"the old one is leaving": func(old, _ *core.Pod) { old.DeletionTimestamp = &meta.Time{Time: time.Now()} },
		"the old one has ended":  func(old, _ *core.Pod) { old.Status.Phase = core.PodSucceeded },
		"the old one is older": func(old, young *core.Pod) {
			old.CreationTimestamp, young.CreationTimestamp = meta.Unix(1, 0), meta.Unix(2, 0)
		},
	} {
		for _, order := range []string{"old first", "young first"} {
			t.Run(name+", "+order, func(t *testing.T) {
				cluster := house()
				old, young := cluster.Pods[0], podAt("site", "aaa", web)
				change(old, young)
				cluster.Pods = append(cluster.Pods, young)
				if order == "young first" {
					cluster.Pods[0], cluster.Pods[4] = cluster.Pods[4], cluster.Pods[0]
				}
				cluster.Policies = append(cluster.Policies, policyOf(t, "site", `{podSelector: {matchLabels: {app: aaa}}}`))
				if allows(t, cluster, db, web, core.ProtocolTCP, 3000) {
					t.Error("the younger pod's policy doesn't hold")
				}
			})
		}
	}
}

func TestOnlyPodsOfTheNode(t *testing.T) {
	cluster := house()
	cluster.Pods[1].Spec.NodeName = "beta"
	pods, _ := Compile(cluster, "alpha")
	if len(pods) != 3 {
		t.Errorf("found %d pods, expected 3", len(pods))
	}
}

func TestWhatTheServerRefusesAllowsNothing(t *testing.T) {
	for _, spec := range []string{
		`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: nonsense}}]}]}`,
		`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [nonsense]}}]}]}`,
		`{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: [{key: a, operator: Sometimes}]}}]}]}`,
		`{podSelector: {}, ingress: [{from: [{}]}]}`,
	} {
		cluster := house()
		cluster.Policies = append(cluster.Policies, policyOf(t, "site", spec))
		pods, _ := Compile(cluster, "alpha")
		if pods[0].Ingress.Allows(netip.MustParseAddr(stranger), core.ProtocolTCP, 3000) {
			t.Errorf("%s lets traffic through", spec)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		cidr   string
		except []string
		left   string
	}{
		{"10.0.0.0/30", nil, "[{10.0.0.0 10.0.0.3}]"},
		{"10.0.0.7/32", nil, "[{10.0.0.7 10.0.0.7}]"},
		{"0.0.0.0/0", nil, "[{0.0.0.0 255.255.255.255}]"},
		{"0.0.0.0/0", []string{"0.0.0.0/1"}, "[{128.0.0.0 255.255.255.255}]"},
		{"0.0.0.0/0", []string{"255.0.0.0/8", "0.0.0.0/8"}, "[{1.0.0.0 254.255.255.255}]"},
		{"10.0.0.0/24", []string{"10.0.0.4/30", "10.0.0.8/32"}, "[{10.0.0.0 10.0.0.3} {10.0.0.9 10.0.0.255}]"},
		{"10.0.0.0/24", []string{"10.0.0.0/25", "10.0.0.128/25"}, "[]"},
	} {
		found, err := addressesOfBlock(networking.IPBlock{CIDR: c.cidr, Except: c.except})
		if err != nil || fmt.Sprint([]Range(found)) != c.left {
			t.Errorf("%s except %s: found %v %v, expected %s", c.cidr, c.except, found, err, c.left)
		}
	}
	a, _ := block("10.0.0.0/25")
	b, _ := block("10.0.0.128/25")
	if found := union(b, a, a); len(found) != 1 {
		t.Errorf("halves that touch stay apart: %v", found)
	}
	if found := union(single(netip.MustParseAddr("255.255.255.255")), Everywhere); !found.Everything() {
		t.Errorf("the last address is beyond everywhere: %v", found)
	}
}
