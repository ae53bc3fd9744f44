# frozen_string_literal: true

require_relative '../lib/jobs'
require_relative '../lib/scheduler'

sleep Float(ENV.fetch('STANDIN_BOOT_SECONDS', '3'))

Sidekiq.configure_server do |config|
  config.redis = RedisSettings.for('SIDEKIQ_')
  config.on(:startup) do
    name = ENV['MASTODON_SIDEKIQ_READY_FILENAME']
    File.write("tmp/#{name}", '') if name
    Scheduler.start if config.queues.include?('scheduler')
  end
  config.on(:quiet) { Scheduler.stop }
end
