-- What of Mastodon's schema decides for backups: snowflake and serial ids, foreign keys, encrypted and scheduled rows.
CREATE FUNCTION timestamp_id(table_name text) RETURNS bigint LANGUAGE sql VOLATILE AS
  $$ SELECT (extract(epoch FROM now())::bigint << 16) + nextval(table_name || '_id_seq') % 65536 $$;
CREATE TABLE schema_migrations (version varchar PRIMARY KEY);
CREATE TABLE ar_internal_metadata (key varchar PRIMARY KEY, value varchar);
CREATE SEQUENCE accounts_id_seq;
CREATE SEQUENCE statuses_id_seq;
CREATE SEQUENCE media_attachments_id_seq;
CREATE TABLE accounts (id bigint PRIMARY KEY DEFAULT timestamp_id('accounts'), username varchar NOT NULL, domain varchar,
  private_key text, avatar_file_name varchar, avatar_file_size int, created_at timestamp NOT NULL DEFAULT now());
CREATE UNIQUE INDEX index_accounts_on_username ON accounts (lower(username), coalesce(lower(domain), ''));
CREATE TABLE users (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  email varchar NOT NULL UNIQUE, otp_secret varchar);
CREATE TABLE keypairs (id bigserial PRIMARY KEY, account_id bigint REFERENCES accounts ON DELETE CASCADE, private_key text);
CREATE TABLE statuses (id bigint PRIMARY KEY DEFAULT timestamp_id('statuses'), account_id bigint NOT NULL REFERENCES accounts,
  in_reply_to_id bigint REFERENCES statuses ON DELETE SET NULL, text text NOT NULL DEFAULT '', local bool NOT NULL DEFAULT true,
  created_at timestamp NOT NULL DEFAULT now());
CREATE INDEX index_statuses_on_account_id ON statuses (account_id, id DESC);
CREATE TABLE media_attachments (id bigint PRIMARY KEY DEFAULT timestamp_id('media_attachments'),
  status_id bigint REFERENCES statuses ON DELETE SET NULL, account_id bigint REFERENCES accounts, remote_url varchar NOT NULL DEFAULT '',
  file_file_name varchar, file_file_size bigint, thumbnail_file_name varchar, thumbnail_file_size int);
CREATE TABLE custom_emojis (id bigserial PRIMARY KEY, shortcode varchar NOT NULL, domain varchar,
  image_file_name varchar, image_file_size int, image_storage_schema_version int);
CREATE TABLE follows (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  target_account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE, UNIQUE (account_id, target_account_id));
CREATE TABLE scheduled_statuses (id bigserial PRIMARY KEY, account_id bigint REFERENCES accounts ON DELETE CASCADE,
  scheduled_at timestamp, params jsonb);
CREATE VIEW instances AS SELECT DISTINCT domain FROM accounts WHERE domain IS NOT NULL;
INSERT INTO schema_migrations VALUES ('20260901000000'), ('20261001000000');
INSERT INTO ar_internal_metadata VALUES ('environment', 'production');
