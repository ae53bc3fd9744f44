// Pebble, the certificate authority that Let's Encrypt tests clients with, where Let's Encrypt's own clients look for it:
// its directory is at /directory, and its root is given at /roots/0 of the same port.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
)

const (
	httpPort  = 80
	tlsPort   = 443
	days      = 90
	nextAsk   = 1 // seconds after which clients ask again
	folder    = "/etc/pebble/"
	directory = "/directory"
)

func main() {
	// A test has one try: no made-up refusals of nonces and no made-up delays.
	os.Setenv("PEBBLE_WFE_NONCEREJECT", "0")
	os.Setenv("PEBBLE_AUTHZREUSE", "0")
	os.Setenv("PEBBLE_VA_NOSLEEP", "1")
	logger := log.New(os.Stdout, "", log.LstdFlags)
	store := db.NewMemoryStore()
	profiles := map[string]ca.Profile{"default": {Description: "as Let's Encrypt's", ValidityPeriod: days * 24 * 60 * 60}}
	authority := ca.New(logger, store, "", "ecdsa", 0, 1, profiles)
	validation := va.New(logger, httpPort, tlsPort, false, "", store)
	server := wfe.New(logger, store, validation, authority, []string{"letsencrypt.org"}, false, false, nextAsk, nextAsk)

	routes := http.NewServeMux()
	acme := server.Handler()
	routes.Handle("/", acme)
	routes.HandleFunc(directory, func(answer http.ResponseWriter, request *http.Request) {
		request.URL.Path = wfe.DirectoryPath
		acme.ServeHTTP(answer, request)
	})
	routes.Handle(wfe.RootCertPath, server.ManagementHandler())
	logger.Fatal(http.ListenAndServeTLS(":14000", folder+"tls.crt", folder+"tls.key", routes))
}
