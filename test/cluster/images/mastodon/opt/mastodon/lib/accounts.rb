# frozen_string_literal: true

require 'digest'
require 'securerandom'
require_relative 'database'

# People of this server.
module Accounts
  # What tootctl reports in red.
  class Refused < StandardError; end

  module_function

  def create(name, email:, role:, confirmed:, approved:)
    raise Refused, "No value provided for required options '--email'" if email.nil?

    password = SecureRandom.hex
    transaction do |db|
      account = db.exec_params('INSERT INTO accounts (username) VALUES ($1) RETURNING id', [name]).getvalue(0, 0)
      db.exec_params(<<~SQL, [account, email, Digest::SHA256.hexdigest(password), role_id(db, role), confirmed, approved])
        INSERT INTO users (account_id, email, encrypted_password, role_id, confirmed_at, approved)
        VALUES ($1, $2, $3, $4, CASE WHEN $5::boolean THEN now() END, $6)
      SQL
    end
    password
  rescue PG::UniqueViolation => e
    raise Refused, "Failure/Error: #{e.message[/\((\w+)\)=/, 1]} has already been taken"
  end

  def modify(name, role:, confirm:, approve:)
    transaction do |db|
      id = user_id(db, name)
      db.exec_params('UPDATE users SET role_id = $2 WHERE id = $1', [id, role_id(db, role)]) if role
      db.exec_params('UPDATE users SET confirmed_at = coalesce(confirmed_at, now()) WHERE id = $1', [id]) if confirm
      db.exec_params('UPDATE users SET approved = true WHERE id = $1', [id]) if approve
    end
  end

  def delete(name)
    transaction do |db|
      user = user_id(db, name)
      db.exec_params('DELETE FROM users WHERE id = $1', [user])
      db.exec_params('DELETE FROM accounts WHERE username = $1', [name])
    end
  end

  def registrations(mode)
    transaction { |db| db.exec_params("INSERT INTO settings VALUES ('registrations_mode', $1) ON CONFLICT (var) DO UPDATE SET value = $1", [mode]) }
  end

  def transaction
    StandInDatabase.with { |db| db.transaction { yield db } }
  end

  def user_id(db, name)
    row = db.exec_params('SELECT users.id FROM users JOIN accounts ON accounts.id = account_id WHERE username = $1', [name]).first
    row ? row['id'] : raise(Refused, 'No user with such username')
  end

  def role_id(db, role)
    return nil if role.nil?

    row = db.exec_params('SELECT id FROM user_roles WHERE name = $1', [role]).first
    row ? row['id'] : raise(Refused, 'Cannot find user role with that name')
  end
end
