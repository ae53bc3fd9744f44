# frozen_string_literal: true

require 'json'
require 'rack'
require_relative 'client_address'
require_relative 'media'
require_relative 'posts'

# Answers on Mastodon's paths, with a real row, a real file and a real job behind them. What tests ask and Mastodon
# does not know lies below /stand-in.
module Web
  FILES = Rack::Files.new(Media::ROOT)

  module_function

  def call(env)
    request = Rack::Request.new(env)
    case [request.request_method, request.path]
    in ['GET' | 'HEAD', '/health'] then text(200, 'OK')
    in ['GET', '/'] then text(200, "A stand-in for Mastodon #{version}")
    in ['GET', '/api/v1/instance'] then json({ uri: ENV.fetch('LOCAL_DOMAIN'), version: })
    in ['POST', '/api/v1/statuses'] then create_post(request)
    in ['GET', '/api/v1/timelines/public'] then json(Posts.newest(Integer(request.params.fetch('limit', '20'))))
    in ['GET', %r{\A/api/v1/statuses/\d+\z}] then found(Posts.find(last(request)))
    in ['POST', '/api/v2/media'] then Media.create(request.params.fetch('file')).then { |media| json(media, status: media[:processed] ? 200 : 202) }
    in ['GET', %r{\A/api/v1/media/\d+\z}] then Media.find(last(request)).then { |media| found(media, status: media&.fetch(:processed) ? 200 : 206) }
    in ['GET' | 'HEAD', %r{\A/system/}] then FILES.call(env.merge('PATH_INFO' => request.path.delete_prefix('/system')))
    in ['GET', '/stand-in/client'] then json({ client: ClientAddress.of(env) })
    in ['GET', '/stand-in/counts'] then json(counts)
    else text(404, 'not found')
    end
  rescue KeyError, JSON::ParserError, ArgumentError => e
    text(422, e.message)
  rescue PG::Error, RedisClient::Error, SystemCallError => e
    warn "#{request.request_method} #{request.path}: #{e.class}: #{e.message.strip}"
    text(500, "We're sorry, but something went wrong on our end.")
  end

  # As JSON or as a form.
  def create_post(request)
    given = request.media_type == 'application/json' ? JSON.parse(request.body.read) : request.params
    json(Posts.create(
           text: given.fetch('status'),
           language: given['language'] || 'en',
           media: Array(given['media_ids']),
           key: request.get_header('HTTP_IDEMPOTENCY_KEY')
         ))
  end

  def counts
    rows = StandInDatabase.with { |db| db.exec(<<~SQL).first }
      SELECT (SELECT count(*) FROM statuses) AS statuses,
             (SELECT count(distributed_at) FROM statuses) AS distributed,
             (SELECT count(*) FROM media_attachments) AS media,
             (SELECT count(*) FROM scheduler_ticks) AS ticks,
             (SELECT count(*) FROM (SELECT FROM scheduler_ticks GROUP BY slot HAVING count(DISTINCT process) > 1) AS twice) AS doubled_ticks
    SQL
    errands = RedisSettings.connection.call('HGETALL', ErrandWorker::DONE)
    { **rows, 'errands' => errands.transform_values(&:to_i) }.to_h { |name, value| [name, value.is_a?(String) ? value.to_i : value] }
  end

  def version = ENV.fetch('STANDIN_VERSION')
  def last(request) = Integer(request.path[/\d+\z/])
  def text(status, body) = [status, { 'content-type' => 'text/plain' }, [body]]
  def json(body, status: 200) = [status, { 'content-type' => 'application/json' }, [JSON.generate(body)]]
  def found(body, status: 200) = body ? json(body, status:) : text(404, 'not found')
end
