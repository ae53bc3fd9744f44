# frozen_string_literal: true

require 'redis-client'

# Redis as Mastodon finds it: by URL, by host, or through Sentinels, whose password is the server's unless said otherwise.
module RedisSettings
  module_function

  # A prefix without settings of its own means the base server.
  def for(prefix = '')
    prefix = '' unless %w[HOST URL SENTINELS].any? { |word| ENV["#{prefix}REDIS_#{word}"] }
    read = ->(word) { ENV["#{prefix}REDIS_#{word}"] }
    password = read.('PASSWORD')
    return { url: read.('URL') } if read.('URL')
    return { host: read.('HOST') || 'localhost', port: Integer(read.('PORT') || 6379), password: } unless read.('SENTINELS')

    port = Integer(read.('SENTINEL_PORT') || 26_379)
    sentinels = read.('SENTINELS').split(',').map do |peer|
      host, own = peer.split(':', 2)
      { host:, port: Integer(own || port) }
    end
    { name: read.('SENTINEL_MASTER'), role: :master, sentinels:, password:,
      sentinel_password: read.('SENTINEL_PASSWORD') || password }.compact
  end

  # A connection that follows the master.
  def connect
    settings = self.for
    settings.key?(:sentinels) ? RedisClient.sentinel(**settings).new_client : RedisClient.config(**settings).new_client
  end
end
