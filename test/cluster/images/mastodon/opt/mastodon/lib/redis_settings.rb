# frozen_string_literal: true

require 'redis-client'

# Redis as Mastodon finds it: by URL, through Sentinels, or by host. Sentinel's login is the server's unless said otherwise.
module RedisSettings
  module_function

  # `prefix` names a group of settings, e.g. SIDEKIQ_; one that says nothing means the base group, as a whole.
  def for(prefix = '')
    read = ->(word) { ENV["#{prefix}REDIS_#{word}"].then { |value| value unless value.to_s.empty? } }
    return { url: read.('URL') } if read.('URL')
    return sentinels(read) if read.('SENTINELS') && read.('SENTINEL_MASTER')
    return self.for unless prefix.empty? || read.('HOST')

    { host: read.('HOST') || 'localhost', port: Integer(read.('PORT') || 6379), **login(read) }
  end

  def sentinels(read)
    list = read.('SENTINELS').split(',').map do |peer|
      host, port = peer.split(':')
      { host:, port: Integer(port || read.('SENTINEL_PORT') || 26_379) }
    end
    {
      name: read.('SENTINEL_MASTER'),
      role: :master,
      sentinels: list,
      sentinel_username: read.('SENTINEL_USERNAME') || read.('USER'),
      sentinel_password: read.('SENTINEL_PASSWORD') || read.('PASSWORD'),
      **login(read)
    }.compact
  end

  def login(read)
    { username: read.('USER'), password: read.('PASSWORD'), db: Integer(read.('DB') || 0) }.compact
  end

  # One connection a thread; through Sentinels it follows the master.
  def connection
    settings = self.for
    make = settings.key?(:sentinels) ? :sentinel : :config
    Thread.current[:redis] ||= RedisClient.public_send(make, reconnect_attempts: 1, **settings).new_client
  end
end
