# frozen_string_literal: true

require 'pg'

# PostgreSQL by Mastodon's settings: one connection a thread, made anew when it was lost, as Active Record does it.
module StandInDatabase
  WORDS = { host: 'DB_HOST', port: 'DB_PORT', dbname: 'DB_NAME', user: 'DB_USER', password: 'DB_PASS' }.freeze

  module_function

  def connect
    PG.connect(**WORDS.transform_values { |word| ENV.fetch(word) }, connect_timeout: 5)
  end

  # A connection that turns out to be dead before it has done anything is replaced; what fails later is the caller's.
  def with
    connection = Thread.current[:database]
    begin
      connection ||= connect
      connection.exec('SELECT 1')
    rescue PG::Error
      connection&.close rescue nil
      connection = connect
    end
    Thread.current[:database] = connection
    yield connection
  end
end
