# frozen_string_literal: true

require_relative 'jobs'

# Posts, by Mastodon's order of steps: row, key against repetition, job, answer.
module Posts
  ACCOUNT = 1

  module_function

  # The answer means: the row is committed and the job is queued. A repeated key gives the first post again.
  def create(text:, language: 'en', media: [], key: nil)
    repeated = "idempotency:status:#{ACCOUNT}:#{key}"
    known = key && RedisSettings.connection.call('GET', repeated)
    return find(known) if known

    id = insert(text, language, media)
    RedisSettings.connection.call('SET', repeated, id, 'EX', 3600) if key
    DistributionWorker.perform_async(id)
    find(id)
  end

  def insert(text, language, media)
    StandInDatabase.with do |db|
      db.transaction do
        id = db.exec_params("INSERT INTO statuses (account_id, text, #{Release::LANGUAGE}) VALUES ($1, $2, $3) RETURNING id", [ACCOUNT, text, language]).getvalue(0, 0).to_i
        media.each { |one| db.exec_params('UPDATE media_attachments SET status_id = $1 WHERE id = $2', [id, one]) }
        id
      end
    end
  end

  def find(id)
    select('WHERE id = $1', id).first
  end

  def newest(count)
    select('ORDER BY id DESC LIMIT $1', count)
  end

  def select(rest, value)
    query = "SELECT id, text AS content, #{Release::LANGUAGE} AS language, created_at, distributed_at IS NOT NULL AS distributed FROM statuses #{rest}"
    StandInDatabase.with { |db| db.exec_params(query, [value]).map { |row| row.merge('distributed' => row['distributed'] == 't') } }
  end
end
