# frozen_string_literal: true

require 'zlib'
require_relative 'database'

# Active Record's way with migrations: its table, its lock, one transaction for each file.
module Migrations
  LOCK_SALT = 2_053_462_845
  ROLES = %w[Moderator Admin Owner].freeze

  module_function

  # Each file is Ruby that finds the connection as `db`.
  def files
    folders = ['db/migrate']
    folders << 'db/post_migrate' unless ENV['SKIP_POST_DEPLOYMENT_MIGRATIONS'] == 'true'
    folders.flat_map { |folder| Dir["#{folder}/*.rb"] }.sort_by { |file| version(file) }
  end

  def version(file) = File.basename(file)[/\A\d+/]

  def done
    StandInDatabase.with do |db|
      next [] if db.exec("SELECT to_regclass('schema_migrations')").getvalue(0, 0).nil?

      db.exec('SELECT version FROM schema_migrations').column_values(0)
    end
  end

  def pending
    known = done
    files.reject { |file| known.include?(version(file)) }
  end

  def run
    StandInDatabase.with do |db|
      lock(db)
      pending.each { |file| migrate(db, file) }
    end
  end

  # Held until this process ends.
  def lock(db)
    key = Zlib.crc32(db.db) * LOCK_SALT
    return if db.exec_params('SELECT pg_try_advisory_lock($1)', [key]).getvalue(0, 0) == 't'

    abort 'ActiveRecord::ConcurrentMigrationError: Cannot run migrations because another migration process is currently running.'
  end

  def migrate(db, file)
    name = File.basename(file, '.rb')
    puts "== #{name}: migrating"
    first = done.empty?
    db.transaction do
      eval(File.read(file), binding, file) # rubocop:disable Security/Eval
      # After all others, as Rails makes it: whoever finds it finds the whole schema.
      db.exec('CREATE TABLE schema_migrations (version varchar PRIMARY KEY)') if first
      db.exec_params('INSERT INTO schema_migrations VALUES ($1)', [version(file)])
    end
    puts "== #{name}: migrated"
  rescue PG::Error, RuntimeError => e
    abort "StandardError: An error has occurred, this and all later migrations canceled:\n\n#{e.message}"
  end

  def seed
    StandInDatabase.with do |db|
      ROLES.each { |role| db.exec_params('INSERT INTO user_roles (name) VALUES ($1) ON CONFLICT DO NOTHING', [role]) }
      db.exec("INSERT INTO accounts (id, username) VALUES (1, 'everybody') ON CONFLICT DO NOTHING")
    end
  end
end
