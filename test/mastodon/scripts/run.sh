#!/bin/sh
# Runs lib/mastodon/scripts/*.rb against a PostgreSQL of its own: test/mastodon/scripts/run.sh
# Needs Ruby with pg and minitest, and PostgreSQL's server programs. Debian: ruby ruby-pg postgresql.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
data=$(mktemp -d)
# A server doesn't run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$data"
stop() {
  as_owner "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$data"
}
trap stop EXIT
as_owner "$bin/initdb" -D "$data/db" -U mastodon -A trust >/dev/null
as_owner "$bin/pg_ctl" -D "$data/db" -w -o "-c listen_addresses=127.0.0.1 -p 55432 -k $data" -l "$data/log" start >/dev/null
DB_HOST=127.0.0.1 DB_PORT=55432 DB_USER=mastodon DB_PASS=any DB_NAME=mastodon_production \
  ruby "$here/scripts_test.rb" "$@"
