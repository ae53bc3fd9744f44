# frozen_string_literal: true

require 'fileutils'
require_relative '../lib/boot'
require_relative '../lib/jobs'
require_relative '../lib/scheduler'

Boot.check_settings
Boot.take_time

READY_FILE = "tmp/#{ENV.fetch('MASTODON_SIDEKIQ_READY_FILENAME')}".freeze

Sidekiq.configure_server do |config|
  config.redis = RedisSettings.for('SIDEKIQ_')
  config.on(:startup) do
    Scheduler.start if config.queues.include?('scheduler')
    FileUtils.touch(READY_FILE)
  end
  config.on(:quiet) { Scheduler.stop }
  config.on(:shutdown) { FileUtils.rm_f(READY_FILE) }
end
