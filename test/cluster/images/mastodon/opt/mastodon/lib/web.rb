# frozen_string_literal: true

require 'fileutils'
require 'ipaddr'
require 'json'
require 'rack'
require_relative 'jobs'

# Answers on Mastodon's paths, with a real row, a real file and a real job behind them.
module Web
  HOSTS = [ENV['LOCAL_DOMAIN'], ENV.fetch('WEB_DOMAIN', nil), *ENV.fetch('ALTERNATE_DOMAINS', '').split(',')].compact.freeze
  MEDIA = 'public/system/media_attachments/files'

  module_function

  def call(env)
    request = Rack::Request.new(env)
    return text(200, 'OK') if request.path == '/health'
    # Rails: ActionDispatch::HostAuthorization.
    return text(403, "Blocked hosts: #{request.host}") unless HOSTS.include?(request.host)

    case [request.request_method, request.path]
    in ['GET', '/api/v1/instance'] then json(200, uri: ENV.fetch('LOCAL_DOMAIN'), version: ENV.fetch('MASTODON_VERSION'))
    in ['POST', '/api/v1/statuses'] then post_status(request)
    in ['POST', '/api/v2/media'] then post_media(request)
    in ['GET', %r{\A/api/v1/statuses/(?<id>\d+)\z}] then status(request.path[/\d+\z/])
    in ['GET', '/stand-in/client'] then json(200, client: client_address(request))
    else text(404, 'not found')
    end
  rescue PG::Error, RedisClient::Error, SystemCallError => e
    warn "#{e.class}: #{e.message}"
    text(500, 'We are sorry, something went wrong on our end')
  end

  # The answer means: the row is committed and the job is queued. A repeated key gives the first post again.
  def post_status(request)
    body = JSON.parse(request.body.read)
    key = request.get_header('HTTP_IDEMPOTENCY_KEY')
    known = key && redis.call('GET', "idempotency:status:1:#{key}")
    return json(200, id: known) if known

    id = StandInDatabase.with do |db|
      db.exec_params('INSERT INTO statuses (account_id, text) VALUES (1, $1) RETURNING id', [body.fetch('status')]).getvalue(0, 0)
    end
    redis.call('SET', "idempotency:status:1:#{key}", id, 'EX', 3600) if key
    DistributionWorker.perform_async(Integer(id))
    json(200, id:)
  end

  def post_media(request)
    file = request.params.fetch('file')
    StandInDatabase.with do |db|
      id = db.exec_params('INSERT INTO media_attachments (file_file_name) VALUES ($1) RETURNING id', [file[:filename]]).getvalue(0, 0)
      folder = File.join(MEDIA, id.rjust(18, '0').scan(/.{3}/).join('/'), 'original')
      FileUtils.mkdir_p(folder)
      FileUtils.cp(file[:tempfile].path, File.join(folder, file[:filename]))
      db.exec_params('UPDATE media_attachments SET file_file_size = $2 WHERE id = $1', [id, file[:tempfile].size])
      json(200, id:)
    end
  end

  def status(id)
    row = StandInDatabase.with { |db| db.exec_params('SELECT text, distributed_at FROM statuses WHERE id = $1', [id]).first }
    row ? json(200, id:, content: row['text'], distributed: !row['distributed_at'].nil?) : text(404, 'not found')
  end

  # As Rails' RemoteIp: proxies that are trusted are passed over, the nearest address that is none is the client's.
  def client_address(request)
    named = request.get_header('HTTP_X_FORWARDED_FOR').to_s.split(/[,\s]+/).reverse
    (named + [request.get_header('REMOTE_ADDR')]).find { |address| !trusted?(address) } || named.last || request.get_header('REMOTE_ADDR')
  end

  TRUSTED = ENV.fetch('TRUSTED_PROXY_IP', '127.0.0.1,::1,fc00::/7,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16')
               .split(/[,\s]+/).map { |range| IPAddr.new(range) }

  def trusted?(address)
    ip = IPAddr.new(address.delete_prefix('::ffff:'))
    TRUSTED.any? { |range| range.family == ip.family && range.include?(ip) }
  end

  def redis
    Thread.current[:redis] ||= RedisSettings.connect
  end

  def text(status, body) = [status, { 'content-type' => 'text/plain' }, [body]]
  def json(status, **body) = [status, { 'content-type' => 'application/json' }, [JSON.generate(body)]]
end
