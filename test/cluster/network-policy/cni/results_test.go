package cni

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func note(t *testing.T, folder, name, uid, address string, age time.Duration) {
	t.Helper()
	text := fmt.Sprintf(`{"kind":"cniCacheV1","cniArgs":[["IgnoreUnknown","1"],["K8S_POD_UID",%q]],"result":{"ips":[{"address":%q}]}}`, uid, address)
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	written := time.Now().Add(-age)
	if err := os.Chtimes(file, written, written); err != nil {
		t.Fatal(err)
	}
}

func TestAddresses(t *testing.T) {
	folder := t.TempDir()
	note(t, folder, "cni-loopback-1-lo", "web", "127.0.0.1/8", 0)
	note(t, folder, "pods-0-eth0", "web", "10.244.11.9/24", time.Minute)
	note(t, folder, "pods-1-eth0", "web", "10.244.11.2/24", time.Second)
	note(t, folder, "pods-2-eth0", "web", "10.244.11.8/24", time.Hour)
	note(t, folder, "pods-3-eth0", "db", "10.244.11.3/24", 0)
	if err := os.WriteFile(filepath.Join(folder, "pods-4-eth0"), []byte(`{"half`), 0o600); err != nil {
		t.Fatal(err)
	}
	found := Addresses(folder, netip.MustParsePrefix("10.244.11.0/24"))
	if len(found) != 2 || found["web"].String() != "10.244.11.2" || found["db"].String() != "10.244.11.3" {
		t.Errorf("found %v", found)
	}
	if found := Addresses(filepath.Join(folder, "nowhere"), netip.MustParsePrefix("10.244.11.0/24")); len(found) != 0 {
		t.Errorf("found %v where nothing is", found)
	}
}

func TestWatch(t *testing.T) {
	folder, told := filepath.Join(t.TempDir(), "made", "on", "demand"), make(chan struct{}, 10)
	if err := Watch(folder, func() { told <- struct{}{} }); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(){
		"written": func() { note(t, folder, "pods-1-eth0", "web", "10.244.11.2/24", 0) },
		"removed": func() { os.Remove(filepath.Join(folder, "pods-1-eth0")) },
	} {
		note(t, folder, "pods-1-eth0", "web", "10.244.11.2/24", 0)
		<-told
		change()
		select {
		case <-told:
		case <-time.After(time.Second):
			t.Errorf("%s: not told", name)
		}
	}
}
