# frozen_string_literal: true

require 'pg'

# PostgreSQL by Mastodon's settings: one connection a thread, made anew when it was lost, as Active Record does it.
module StandInDatabase
  module_function

  def connect
    PG.connect(
      host: ENV.fetch('DB_HOST', 'localhost'),
      port: ENV.fetch('DB_PORT', '5432'),
      dbname: ENV.fetch('DB_NAME', 'mastodon_production'),
      user: ENV.fetch('DB_USER', 'mastodon'),
      password: ENV.fetch('DB_PASS', ''),
      sslmode: ENV.fetch('DB_SSLMODE', 'prefer'),
      connect_timeout: 15
    )
  end

  # A connection that turns out to be dead before it has done anything is replaced; what fails later is the caller's.
  def with
    yield Thread.current[:database] = living(Thread.current[:database])
  end

  def living(connection)
    return connect if connection.nil?

    connection.exec('SELECT 1')
    connection
  rescue PG::Error
    connection.finish unless connection.finished?
    connect
  end
end
