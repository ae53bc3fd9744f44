package main

import (
	"io"
	"log"
	"net"
	"strings"
	"time"
)

// relay passes each connection on to the first address that takes it: what a
// worker's local load balancer does in K3s and MicroK8s, so that a lost
// control-plane member is nobody's only one.
func relay(listen, to string) {
	backends := strings.Split(to, ",")
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer client.Close()
			for _, backend := range backends {
				server, err := net.DialTimeout("tcp", backend, time.Second)
				if err != nil {
					continue
				}
				defer server.Close()
				both(client, server)
				return
			}
		}()
	}
}

func both(one, other net.Conn) {
	done := make(chan struct{}, 2)
	pass := func(to, from net.Conn) {
		io.Copy(to, from)
		done <- struct{}{}
	}
	go pass(one, other)
	go pass(other, one)
	<-done
}
