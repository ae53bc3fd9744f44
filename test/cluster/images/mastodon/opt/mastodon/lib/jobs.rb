# frozen_string_literal: true

require 'json'
require 'sidekiq'
require_relative 'database'
require_relative 'redis_settings'
require_relative 'release'

Sidekiq.configure_client { |config| config.redis = RedisSettings.for('SIDEKIQ_') }

# What Mastodon does with a new post, cut down: mark it, push it to whoever is listening, and keep the other queues busy.
class DistributionWorker
  include Sidekiq::Job
  sidekiq_options queue: 'default'

  def perform(id)
    row = StandInDatabase.with do |db|
      db.exec_params("UPDATE statuses SET distributed_at = now() WHERE id = $1 RETURNING text, #{Release::LANGUAGE} AS language", [id]).first
    end
    payload = { id: id.to_s, content: row['text'], language: row['language'] }
    RedisSettings.connection.call('PUBLISH', 'timeline:public', JSON.generate({ event: 'update', payload: }))
    ErrandWorker::QUEUES.each { |queue| ErrandWorker.set(queue:).perform_async(queue) }
  end
end

# Delivery, mail and the like: what is counted is that somebody works this queue.
class ErrandWorker
  include Sidekiq::Job
  QUEUES = %w[push ingress mailers pull fasp].freeze
  DONE = 'stand-in:errands'

  def perform(queue)
    RedisSettings.connection.call('HINCRBY', DONE, queue, 1)
  end
end

# Mastodon converts films after the answer. Here the file is read, in another process and mostly on another node.
class PostProcessMediaWorker
  include Sidekiq::Job
  sidekiq_options queue: 'default'

  def perform(id, path)
    StandInDatabase.with do |db|
      db.exec_params('UPDATE media_attachments SET file_file_size = $2, processing = 2 WHERE id = $1', [id, File.size(path)])
    end
  end
end

# A tick of the scheduler, written down so that one that came twice can be seen.
class TickWorker
  include Sidekiq::Job
  sidekiq_options queue: 'scheduler'

  def perform(slot, process, enqueued_at)
    StandInDatabase.with do |db|
      db.exec_params('INSERT INTO scheduler_ticks (slot, process, enqueued_at) VALUES ($1, $2, to_timestamp($3))', [slot, process, enqueued_at])
    end
  end
end
