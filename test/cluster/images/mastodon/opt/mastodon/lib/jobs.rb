# frozen_string_literal: true

require 'json'
require 'sidekiq'
require_relative 'database'
require_relative 'redis_settings'

Sidekiq.configure_client { |config| config.redis = RedisSettings.for('SIDEKIQ_') }

# What Mastodon does with a new post, cut down: mark it and push it to whoever is listening.
class DistributionWorker
  include Sidekiq::Job
  sidekiq_options queue: 'default'

  def perform(id)
    text = StandInDatabase.with do |db|
      db.exec_params('UPDATE statuses SET distributed_at = now() WHERE id = $1 RETURNING text', [id]).getvalue(0, 0)
    end
    Thread.current[:redis] ||= RedisSettings.connect
    payload = { id: id.to_s, content: text }
    Thread.current[:redis].call('PUBLISH', 'timeline:public', JSON.generate({ event: 'update', payload: }))
  end
end

# A tick of the scheduler, written down so that one that came twice can be seen.
class TickWorker
  include Sidekiq::Job
  sidekiq_options queue: 'scheduler', retry: 3

  def perform(slot, process)
    StandInDatabase.with do |db|
      db.exec_params('INSERT INTO scheduler_ticks (slot, process) VALUES ($1, $2)', [slot, process])
    end
  end
end
