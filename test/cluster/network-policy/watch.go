package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	networkinglisters "k8s.io/client-go/listers/networking/v1"
	"k8s.io/client-go/tools/cache"

	"mammut.test/cluster/network-policy/policy"
)

const askAtMost, askAgainAfter = 2 * time.Second, 500 * time.Millisecond

// watcher keeps a copy of what the API knows, and tells when it changed.
type watcher struct {
	pods       corelisters.PodLister
	namespaces corelisters.NamespaceLister
	policies   networkinglisters.NetworkPolicyLister
	// changed holds at most one message: changes that come while one waits are the same news.
	changed chan struct{}
}

// answers waits for the API server. Informers would ask ever more seldom, up to half a minute apart, and a node's
// pods stay closed meanwhile.
func answers(ctx context.Context, client kubernetes.Interface) error {
	var complaint string
	for {
		asking, cancel := context.WithTimeout(ctx, askAtMost)
		err := client.Discovery().RESTClient().Get().AbsPath("/version").Do(asking).Error()
		cancel()
		if err == nil {
			return nil
		}
		if err.Error() != complaint {
			complaint = err.Error()
			log.Printf("waiting for the api server: %v", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(askAgainAfter):
		}
	}
}

// watch returns when the copy is complete.
func watch(ctx context.Context, client kubernetes.Interface) (*watcher, error) {
	factory := informers.NewSharedInformerFactory(client, 0)
	w := &watcher{
		pods:       factory.Core().V1().Pods().Lister(),
		namespaces: factory.Core().V1().Namespaces().Lister(),
		policies:   factory.Networking().V1().NetworkPolicies().Lister(),
		changed:    make(chan struct{}, 1),
	}
	news := cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { w.tell() },
		UpdateFunc: func(any, any) { w.tell() },
		DeleteFunc: func(any) { w.tell() },
	}
	for _, informer := range []cache.SharedIndexInformer{
		factory.Core().V1().Pods().Informer(),
		factory.Core().V1().Namespaces().Informer(),
		factory.Networking().V1().NetworkPolicies().Informer(),
	} {
		if _, err := informer.AddEventHandler(news); err != nil {
			return nil, err
		}
	}
	factory.Start(ctx.Done())
	for kind, synced := range factory.WaitForCacheSync(ctx.Done()) {
		if !synced {
			return nil, fmt.Errorf("%v: stopped before the list was complete", kind)
		}
	}
	return w, nil
}

func (w *watcher) tell() {
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

// each calls at once when something changes, and at most once in a gap.
func (w *watcher) each(ctx context.Context, gap time.Duration, call func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.changed:
			call()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(gap):
		}
	}
}

func (w *watcher) cluster() (policy.Cluster, error) {
	pods, err := w.pods.List(labels.Everything())
	if err != nil {
		return policy.Cluster{}, err
	}
	namespaces, err := w.namespaces.List(labels.Everything())
	if err != nil {
		return policy.Cluster{}, err
	}
	policies, err := w.policies.List(labels.Everything())
	return policy.Cluster{Pods: pods, Namespaces: namespaces, Policies: policies}, err
}
