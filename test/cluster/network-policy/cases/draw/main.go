// Draw prints random cases as JSON, one a line.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"mammut.test/cluster/network-policy/cases"
)

func main() {
	seed := flag.Uint64("seed", 1, "of the first case; each further one counts up")
	count := flag.Int("cases", 30, "how many clusters")
	connections := flag.Int("connections", 20, "how many connections in each")
	flag.Parse()
	out := json.NewEncoder(os.Stdout)
	for i := range *count {
		if err := out.Encode(cases.Draw(*seed+uint64(i), *connections)); err != nil {
			fmt.Fprintf(os.Stderr, "draw: %v\n", err)
			os.Exit(1)
		}
	}
}
