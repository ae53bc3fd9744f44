module mammut.test/cluster/cert-manager-acmesolver

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.1
	github.com/go-logr/stdr v1.2.2
)

require github.com/go-logr/logr v1.4.3 // indirect
