# frozen_string_literal: true

require_relative '../lib/puma_stop'

# The settings that Mastodon reads for Puma.
persistent_timeout Integer(ENV.fetch('PERSISTENT_TIMEOUT', '20'))

most = Integer(ENV.fetch('MAX_THREADS', '5'))
threads Integer(ENV.fetch('MIN_THREADS', most.to_s)), most

bind "tcp://#{ENV.fetch('BIND', '127.0.0.1')}:#{ENV.fetch('PORT', '3000')}"
environment ENV.fetch('RAILS_ENV')
workers Integer(ENV.fetch('WEB_CONCURRENCY', '2'))
preload_app!
