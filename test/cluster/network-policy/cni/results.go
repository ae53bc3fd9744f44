// Package cni reads what the container runtime notes of each pod that it gave a network: the address is there
// before the pod's first process runs, and a second or more before the API tells it.
package cni

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"k8s.io/apimachinery/pkg/types"
)

// result is the part that matters of a file as libcni writes it.
type result struct {
	Arguments [][2]string `json:"cniArgs"`
	Result    struct {
		IPs []struct {
			Address netip.Prefix `json:"address"`
		} `json:"ips"`
	} `json:"result"`
}

// Addresses are the pods' of one node, by their UIDs, in the range given. Of two notes of one pod the younger is
// right: the other is of a sandbox that is gone. What can't be read is left out: it may be half written, and the
// API will tell. No folder, no notes.
func Addresses(folder string, podCIDR netip.Prefix) map[types.UID]netip.Addr {
	addresses, written := map[types.UID]netip.Addr{}, map[types.UID]time.Time{}
	if folder == "" {
		return addresses
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			continue
		}
		uid, address, found := read(file, podCIDR)
		if found && !info.ModTime().Before(written[uid]) {
			addresses[uid], written[uid] = address, info.ModTime()
		}
	}
	return addresses
}

func read(file string, podCIDR netip.Prefix) (types.UID, netip.Addr, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", netip.Addr{}, false
	}
	var r result
	if err := json.Unmarshal(text, &r); err != nil {
		return "", netip.Addr{}, false
	}
	for _, argument := range r.Arguments {
		if argument[0] != "K8S_POD_UID" {
			continue
		}
		for _, ip := range r.Result.IPs {
			if podCIDR.Contains(ip.Address.Addr()) {
				return types.UID(argument[1]), ip.Address.Addr(), true
			}
		}
	}
	return "", netip.Addr{}, false
}
