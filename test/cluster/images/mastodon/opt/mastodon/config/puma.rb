# frozen_string_literal: true

# The settings that Mastodon reads for Puma.
threads_count = Integer(ENV.fetch('MAX_THREADS', '5'))
threads Integer(ENV.fetch('MIN_THREADS', threads_count.to_s)), threads_count
bind "tcp://#{ENV.fetch('BIND', '127.0.0.1')}:#{ENV.fetch('PORT', '3000')}"
environment 'production'
workers Integer(ENV.fetch('WEB_CONCURRENCY', '2'))
preload_app!
