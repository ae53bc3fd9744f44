// Reads YAML files as the programs of a cluster do, and tells what they see as JSON, a line each. Files come by stdin,
// a path a line. `kubernetes` is what kubectl, the API server, Helm and Flux read with; `kustomize` what kustomize does.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	goyaml "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

type told struct {
	File       string          `json:"file"`
	Kubernetes json.RawMessage `json:"kubernetes,omitempty"`
	Kustomize  json.RawMessage `json:"kustomize,omitempty"`
	Error      string          `json:"error,omitempty"`
}

func main() {
	files := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for files.Scan() {
		if err := encoder.Encode(read(files.Text())); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func read(file string) told {
	text, err := os.ReadFile(file)
	if err != nil {
		return told{File: file, Error: err.Error()}
	}
	kubernetes, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return told{File: file, Error: err.Error()}
	}
	var value any
	if err := goyaml.Unmarshal(text, &value); err != nil {
		return told{File: file, Error: err.Error()}
	}
	// A key that is no text can't be told as JSON: that is an error too.
	kustomize, err := json.Marshal(value)
	if err != nil {
		return told{File: file, Error: err.Error()}
	}
	return told{File: file, Kubernetes: kubernetes, Kustomize: kustomize}
}
