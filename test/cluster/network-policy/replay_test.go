package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/netip"
	"os"
	"testing"

	"mammut.test/cluster/network-policy/cases"
	"mammut.test/cluster/network-policy/policy"
)

// recorded are the cases with the verdicts of the enforcer from upstream.
func recorded(t *testing.T) []cases.Case {
	t.Helper()
	file, err := os.Open("testdata/verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []cases.Case
	in := json.NewDecoder(file)
	for {
		var c cases.Case
		if err := in.Decode(&c); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
}

func clusterOf(c cases.Case) policy.Cluster {
	return policy.Cluster{Pods: c.Pods, Namespaces: c.Namespaces, Policies: c.Policies}
}

// compare reports each connection that we judge otherwise than upstream did.
func compare(t *testing.T, c cases.Case, ours []bool) (same int) {
	t.Helper()
	for i, asked := range c.Connections {
		if ours[i] == asked.Allowed {
			same++
			continue
		}
		t.Errorf("case %d: %s → %s %s %d: found %v, upstream says %v",
			c.Seed, asked.From, asked.To, asked.Protocol, asked.Port, ours[i], asked.Allowed)
	}
	return same
}

// The rules as compiled say what upstream says.
func TestCompiledLikeUpstream(t *testing.T) {
	same, all := 0, 0
	for _, c := range recorded(t) {
		ours := make([]bool, len(c.Connections))
		for i, asked := range c.Connections {
			ours[i] = true
			for _, node := range cases.Nodes {
				pods, problems := policy.Compile(clusterOf(c), node.Name)
				for _, problem := range problems {
					t.Error(problem)
				}
				ours[i] = ours[i] && passes(pods, asked)
			}
		}
		same, all = same+compare(t, c, ours), all+len(ours)
	}
	t.Logf("%d of %d connections judged alike", same, all)
}

func passes(pods []policy.Pod, asked cases.Connection) bool {
	from, to := netip.MustParseAddr(asked.From), netip.MustParseAddr(asked.To)
	for _, pod := range pods {
		if pod.Address == from && !pod.Egress.Allows(to, asked.Protocol, asked.Port) ||
			pod.Address == to && !pod.Ingress.Allows(from, asked.Protocol, asked.Port) {
			return false
		}
	}
	return true
}

// And so does a kernel that has them: every connection is tried between network namespaces.
func TestEnforcedLikeUpstream(t *testing.T) {
	b := upOrSkip(t)
	same, all, allowed := 0, 0, 0
	for _, c := range recorded(t) {
		enforceOn(t, b, clusterOf(c))
		ours, err := b.Passes(c.Connections)
		if err != nil {
			t.Fatal(err)
		}
		same, all = same+compare(t, c, ours), all+len(ours)
		for _, passed := range ours {
			if passed {
				allowed++
			}
		}
	}
	t.Logf("%d of %d connections enforced alike, %d allowed and %d refused", same, all, allowed, all-allowed)
}
