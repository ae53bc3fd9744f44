#!/bin/sh
# Writes go.mod and go.sum for one Kubernetes version: ./pin.sh v1.37.2
# k8s.io/kubernetes names its staging modules without a version, so whoever
# imports it has to say which release of them belongs to it: v1.X.Y is v0.X.Y.
set -eu
version=$1
here=$(cd "$(dirname "$0")" && pwd)
export GOTOOLCHAIN=local
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$here/main.go" .
upstream=$(go mod download -json "k8s.io/kubernetes@$version" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
{
  printf 'module mammut.test/kubernetes\n\n'
  grep '^go ' "$upstream"
  grep '^godebug ' "$upstream"
  printf '\nrequire k8s.io/kubernetes %s\n\nreplace (\n' "$version"
  sed -n 's|^\t*\(k8s.io/[a-z-]*\) v0\.0\.0$|\1|p' "$upstream" | sort -u |
    while read -r staging; do printf '\t%s => %s v0.%s\n' "$staging" "$staging" "${version#v1.}"; done
  printf ')\n'
} > go.mod
go mod tidy
folder=$here/$(echo "$version" | cut -d. -f1,2)
mkdir -p "$folder"
cp go.mod go.sum "$folder/"
