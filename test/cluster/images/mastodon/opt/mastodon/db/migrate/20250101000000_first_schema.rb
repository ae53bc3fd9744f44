db.exec(<<~SQL)
  CREATE TABLE accounts (id bigserial PRIMARY KEY, username varchar NOT NULL UNIQUE, created_at timestamptz NOT NULL DEFAULT now());
  SELECT setval('accounts_id_seq', 10);
  CREATE TABLE users (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, role varchar, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE statuses (id bigserial PRIMARY KEY, account_id bigint NOT NULL, text text NOT NULL, distributed_at timestamptz, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE media_attachments (id bigserial PRIMARY KEY, file_file_name varchar NOT NULL, file_file_size bigint, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE settings (var varchar PRIMARY KEY, value text);
  CREATE TABLE scheduler_ticks (slot bigint NOT NULL, process varchar NOT NULL, at timestamptz NOT NULL DEFAULT now());
SQL
