package nft

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
)

// Apply hands a rendered table to the kernel, in the network namespace of this process.
func Apply(rules string) error {
	return run(exec.Command("nft", "-f", "-"), rules)
}

// Exists says whether a table of an earlier run is in place.
func Exists() bool {
	return exec.Command("nft", append([]string{"list", "table"}, strings.Fields(Table)...)...).Run() == nil
}

func run(nft *exec.Cmd, rules string) error {
	nft.Stdin = strings.NewReader(rules)
	var complaint bytes.Buffer
	nft.Stderr = &complaint
	if err := nft.Run(); err != nil {
		return fmt.Errorf("nft -f -: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return nil
}
