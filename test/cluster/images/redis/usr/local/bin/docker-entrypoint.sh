#!/bin/sh
# As the official image's: a bare configuration file or flag means redis-server, and root becomes redis.
set -e
case ${1:-} in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "${1:-}" = redis-server ] || [ "${1:-}" = redis-sentinel ]; then
  if [ "$(id -u)" = 0 ]; then
    chown -R redis .
    exec setpriv --reuid=redis --regid=redis --clear-groups "$0" "$@"
  fi
  umask 0077
fi
exec "$@"
