# frozen_string_literal: true

# Read after Mastodon's own config/puma.rb. Puma kills its workers 30 s after it was told to stop,
# in the middle of uploads that take longer.
worker_shutdown_timeout Integer(ENV.fetch('UPLOAD_SECONDS'))
