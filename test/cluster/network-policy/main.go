// Network-policy enforces the cluster's NetworkPolicies for the pods of one node. It runs in the node's network
// namespace, beside the kubelet.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/netip"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"mammut.test/cluster/network-policy/cni"
)

const (
	// shortestGap bounds how often rules are replaced while a cluster is busy.
	shortestGap = 100 * time.Millisecond
	// retryAfter is when rules that the kernel refused are tried again.
	retryAfter = time.Second
)

type options struct {
	kubeconfig, node, readyFile, cniResults string
	podCIDR                                 netip.Prefix
}

func main() {
	log.SetFlags(log.Ldate | log.Lmicroseconds)
	options, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "network-policy: %v\n", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := enforce(ctx, options); err != nil && ctx.Err() == nil {
		fmt.Fprintf(os.Stderr, "network-policy: %v\n", err)
		os.Exit(1)
	}
}

func parse(arguments []string) (options, error) {
	var o options
	var cidr string
	flags := flag.NewFlagSet("network-policy", flag.ContinueOnError)
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "`file` that says where the API server is and who we are")
	flags.StringVar(&o.node, "node", "", "`name` of the node in whose network namespace this runs")
	flags.StringVar(&cidr, "pod-cidr", "", "IPv4 `range` of this node's pods; what is in it and unknown is closed")
	flags.StringVar(&o.readyFile, "ready-file", "", "`file` to write after the first sync")
	flags.StringVar(&o.cniResults, "cni-results", "/var/lib/cni/results", "`folder` where the container runtime notes the addresses of this node's pods; empty for none")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	for name, value := range map[string]string{"kubeconfig": o.kubeconfig, "node": o.node, "pod-cidr": cidr} {
		if value == "" {
			return o, fmt.Errorf("--%s is missing", name)
		}
	}
	prefix, err := netip.ParsePrefix(cidr)
	if err != nil || !prefix.Addr().Is4() {
		return o, fmt.Errorf("--pod-cidr: found %q, allowed is an IPv4 range such as 10.244.11.0/24", cidr)
	}
	o.podCIDR = prefix.Masked()
	return o, nil
}

// enforce runs until the context ends. The rules stay in the kernel after it: a node whose enforcer restarts
// must not open meanwhile.
func enforce(ctx context.Context, o options) error {
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		return fmt.Errorf("--kubeconfig: %w", err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return fmt.Errorf("--kubeconfig: %w", err)
	}
	if o.readyFile != "" {
		// One of an earlier run would tell a lie.
		if err := os.Remove(o.readyFile); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("--ready-file: %w", err)
		}
	}
	e := &enforcer{node: o.node, podCIDR: o.podCIDR}
	if err := e.close(); err != nil {
		return err
	}
	if err := answers(ctx, client); err != nil {
		return err
	}
	w, err := watch(ctx, client)
	if err != nil {
		return err
	}
	w.tell()
	if o.cniResults != "" {
		if err := cni.Watch(o.cniResults, w.tell); err != nil {
			return fmt.Errorf("--cni-results: %w", err)
		}
	}
	ready := false
	w.each(ctx, shortestGap, func() {
		cluster, err := w.cluster()
		if err == nil {
			cluster.Pods = withAddresses(cluster.Pods, o.node, cni.Addresses(o.cniResults, o.podCIDR))
			err = e.sync(cluster)
		}
		if err == nil && !ready && o.readyFile != "" {
			err = os.WriteFile(o.readyFile, []byte(time.Now().Format(time.RFC3339Nano)+"\n"), 0o644)
		}
		if err != nil {
			log.Printf("not synced, again in %s: %v", retryAfter, err)
			time.AfterFunc(retryAfter, w.tell)
			return
		}
		ready = true
	})
	return nil
}
