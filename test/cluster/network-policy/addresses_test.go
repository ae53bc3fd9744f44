package main

import (
	"net/netip"
	"testing"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func TestWithAddresses(t *testing.T) {
	pod := func(uid types.UID, node, address string) *core.Pod {
		return &core.Pod{ObjectMeta: meta.ObjectMeta{UID: uid}, Spec: core.PodSpec{NodeName: node}, Status: core.PodStatus{PodIP: address}}
	}
	pods := []*core.Pod{
		pod("new", "alpha", ""), pod("moved", "alpha", "10.244.11.2"), pod("untold", "alpha", "10.244.11.3"), pod("new", "beta", ""),
	}
	told := withAddresses(pods, "alpha", map[types.UID]netip.Addr{
		"new": netip.MustParseAddr("10.244.11.4"), "moved": netip.MustParseAddr("10.244.11.5"),
	})
	for i, expected := range []string{"10.244.11.4", "10.244.11.5", "10.244.11.3", ""} {
		if told[i].Status.PodIP != expected {
			t.Errorf("pod %d: found %q, expected %q", i, told[i].Status.PodIP, expected)
		}
	}
	if pods[0].Status.PodIP != "" {
		t.Error("the shared copy was changed")
	}
}
