// Makes or removes the folder of a volume, called by local-path-provisioner as its set-up and tear-down command.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	path := flag.String("p", "", "the folder")
	action := flag.String("a", "", "create or delete")
	flag.String("s", "", "its size, which a folder can't be held to")
	flag.String("m", "", "its volume mode, always Filesystem")
	flag.Parse()
	if err := do(*action, *path); err != nil {
		log.Fatal(err)
	}
}

func do(action, path string) error {
	if action == "delete" {
		return os.RemoveAll(path)
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return err
	}
	// Whatever the umask: pods of any user write here, as in the provisioner's own script.
	return os.Chmod(path, 0o777)
}
