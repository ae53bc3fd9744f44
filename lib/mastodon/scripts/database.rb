# frozen_string_literal: true

# Light questions to the database, with Mastodon's own settings and without booting Rails.
require 'pg'
require 'zlib'

$stdout.sync = true

module Database
  # Rails takes this lock while it migrates. Source: Active Record, lib/active_record/migration.rb.
  MIGRATION_LOCK_SALT = 2_053_462_845

  module_function

  # libpq's words for Mastodon's settings.
  SETTINGS = %w[host port dbname user password].zip(%w[DB_HOST DB_PORT DB_NAME DB_USER DB_PASS]).freeze

  # Yields a connection and closes it; asks again until the database answers.
  def ask
    begin
      login = SETTINGS.to_h { |word, setting| [word.to_sym, ENV.fetch(setting)] }
      connection = PG.connect(**login, sslmode: ENV.fetch('DB_SSLMODE', 'prefer'), connect_timeout: 5)
      yield connection
    ensure
      connection&.close
    end
  rescue PG::ConnectionBad, PG::UnableToSend, PG::AdminShutdown, PG::CannotConnectNow => e
    say "waiting for the database: #{e.message.lines.first.to_s.strip}"
    sleep 3
    retry
  end

  # Whether no schema was ever loaded completely: Rails makes this table last.
  def empty?
    ask { |db| db.exec("SELECT to_regclass('schema_migrations')").getvalue(0, 0).nil? }
  end

  def users?
    ask { |db| db.exec('SELECT EXISTS (SELECT 1 FROM users)').getvalue(0, 0) == 't' }
  end

  # Versions of the migrations in these folders that the database does not have.
  def pending(*folders)
    needed = folders.flat_map { |folder| Dir["#{folder}/*.rb"] }.map { |file| File.basename(file).to_i }
    return needed.sort if empty?

    needed.sort - ask { |db| db.exec('SELECT version FROM schema_migrations').column_values(0).map(&:to_i) }
  end

  # A backup or another migration may hold the lock; Rails itself would give up at once.
  def wait_until_unlocked
    key = Zlib.crc32(ENV.fetch('DB_NAME')) * MIGRATION_LOCK_SALT
    until ask { |db| db.exec_params('SELECT pg_try_advisory_lock($1)', [key]).getvalue(0, 0) == 't' }
      say 'waiting for a backup or another migration to end'
      sleep 10
    end
  end

  # Says a thing once, not at every attempt.
  def say(text)
    puts text unless text == @said
    @said = text
  end
end
