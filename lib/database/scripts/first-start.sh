# shellcheck shell=bash
# Sourced by the image once, when the volume is empty: Mastodon's role owns its database, may make a second one beside
# it to restore into, and is no superuser. The superuser has no password: it is reached from inside this pod only.
psql --set=ON_ERROR_STOP=1 --set=password="$POSTGRES_PASSWORD" --username=postgres --dbname=postgres <<'SQL'
CREATE ROLE mastodon LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE mastodon_production OWNER mastodon;
ALTER ROLE postgres PASSWORD NULL;
SQL
