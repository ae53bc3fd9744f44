#!/bin/sh
# As the official image's: a bare configuration file or flag means redis-server.
set -e
case ${1:-} in -* | *.conf) set -- redis-server "$@" ;; esac
exec "$@"
