// One program for everything that test:api runs: etcd, kube-apiserver and
// kubectl share most of their code, so one binary builds in a third of the time.
// Which of them it is comes from its own name or from its first argument.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	if run(filepath.Base(os.Args[0])) {
		return
	}
	os.Args = os.Args[1:]
	if len(os.Args) > 0 && run(os.Args[0]) {
		return
	}
	fmt.Fprintln(os.Stderr, "say which: etcd, kube-apiserver or kubectl")
	os.Exit(2)
}

func run(name string) bool {
	switch name {
	case "etcd":
		go endWithStdin()
		etcdmain.Main(os.Args)
	case "kube-apiserver":
		go endWithStdin()
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kubectl":
		if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
			kubectlutil.CheckErr(err)
		}
	default:
		return false
	}
	return true
}

// Whoever starts a server holds its stdin open; when that process dies, however
// it dies, the pipe closes and no server is left behind.
func endWithStdin() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}
