// cert-manager's answer to an HTTP-01 challenge, with the flags that its controller starts it with.
package main

import (
	"flag"
	"log"

	"github.com/cert-manager/cert-manager/pkg/issuer/acme/http/solver"
	"github.com/go-logr/stdr"
)

func main() {
	var challenge solver.HTTP01Solver
	flag.IntVar(&challenge.ListenPort, "listen-port", 8089, "where to answer")
	flag.StringVar(&challenge.Domain, "domain", "", "the name that is asked for")
	flag.StringVar(&challenge.Token, "token", "", "the challenge")
	flag.StringVar(&challenge.Key, "key", "", "the answer")
	flag.Parse()
	log.Fatal(challenge.Listen(stdr.New(log.Default())))
}
