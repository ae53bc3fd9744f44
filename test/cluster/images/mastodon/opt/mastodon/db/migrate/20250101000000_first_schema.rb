# Of Mastodon's tables those that the stand-in fills, with the columns that it uses; the last one is its own.
db.exec(<<~SQL)
  CREATE TABLE accounts (id bigserial PRIMARY KEY, username varchar NOT NULL UNIQUE, domain varchar, created_at timestamptz NOT NULL DEFAULT now());
  SELECT setval('accounts_id_seq', 10);
  CREATE TABLE user_roles (id bigserial PRIMARY KEY, name varchar NOT NULL UNIQUE);
  CREATE TABLE users (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, email varchar NOT NULL UNIQUE, encrypted_password varchar NOT NULL,
    confirmed_at timestamptz, approved boolean NOT NULL DEFAULT false, role_id bigint REFERENCES user_roles, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE statuses (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, text text NOT NULL, locale varchar,
    distributed_at timestamptz, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE media_attachments (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, status_id bigint REFERENCES statuses, remote_url varchar NOT NULL DEFAULT '',
    file_file_name varchar, file_content_type varchar, file_file_size bigint, processing integer, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE settings (var varchar PRIMARY KEY, value text);
  CREATE TABLE scheduler_ticks (slot bigint NOT NULL, process varchar NOT NULL, enqueued_at timestamptz NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
SQL
