# frozen_string_literal: true

# What Rails and Mastodon do before they serve: refuse settings that can't work, and take their time.
module Boot
  KEYS = %w[PRIMARY_KEY DETERMINISTIC_KEY KEY_DERIVATION_SALT].map { |name| "ACTIVE_RECORD_ENCRYPTION_#{name}" }
  NEEDED = ['LOCAL_DOMAIN', 'RAILS_ENV', 'SECRET_KEY_BASE', *KEYS].freeze
  # Beside the media, so that it can be changed without changing any object of Kubernetes.
  SECONDS_FILE = '/opt/mastodon/public/system/stand-in-boot-seconds'

  module_function

  def check_settings
    missing = NEEDED.select { |name| ENV[name].to_s.strip.empty? }
    abort "mastodon stand-in: without #{missing.join(', ')} Mastodon does not start" unless missing.empty?
    abort 'mastodon stand-in: REDIS_NAMESPACE is no longer supported' if ENV.key?('REDIS_NAMESPACE')
  end

  def take_time
    sleep Float(ENV.fetch('MASTODON_STANDIN_BOOT_SECONDS') { File.exist?(SECONDS_FILE) ? File.read(SECONDS_FILE) : 3 })
  end
end
