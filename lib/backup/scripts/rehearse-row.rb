# frozen_string_literal: true

# Decrypts one value that Active Record encrypted, with the keys of the set's secrets part.
# Source: Active Record, lib/active_record/encryption: AES-256-GCM, PBKDF2 with 2^16 rounds.
require 'json'
require 'openssl'
require 'zlib'

work = ENV.fetch('WORK', '/work')
row = File.exist?("#{work}/row") ? File.read("#{work}/row").strip : ''
if row.empty?
  puts 'done: no row is encrypted yet, none was tried'
  exit
end

def key(work, name)
  file = Dir["#{work}/secrets/*/ACTIVE_RECORD_ENCRYPTION_#{name}"].first
  abort "failed: the set has no ACTIVE_RECORD_ENCRYPTION_#{name}" if file.nil?
  File.read(file).strip
end

def decrypted(message, primary, salt, digest)
  headers = message.fetch('h')
  cipher = OpenSSL::Cipher.new('aes-256-gcm').decrypt
  cipher.key = OpenSSL::PKCS5.pbkdf2_hmac(primary, salt, 2**16, 32, OpenSSL::Digest.new(digest))
  cipher.iv = headers.fetch('iv').unpack1('m')
  cipher.auth_tag = headers.fetch('at').unpack1('m')
  text = cipher.update(message.fetch('p').unpack1('m')) + cipher.final
  headers['c'] ? Zlib.inflate(text) : text
rescue OpenSSL::Cipher::CipherError
  nil
end

message = JSON.parse(row)
primary = key(work, 'PRIMARY_KEY')
salt = key(work, 'KEY_DERIVATION_SALT')
# SHA1 before Rails 7.1.
if %w[SHA256 SHA1].none? { |digest| decrypted(message, primary, salt, digest) }
  abort 'failed: an encrypted row can not be decrypted with the keys of the set'
end
puts 'done: an encrypted row was decrypted with the keys of the set'
