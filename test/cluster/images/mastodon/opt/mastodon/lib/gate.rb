# frozen_string_literal: true

require 'rack'

# What stands before every path but the health check: only this server's names, and only by HTTPS.
class Gate
  NAMES = [ENV['LOCAL_DOMAIN'], ENV.fetch('WEB_DOMAIN', nil), *ENV.fetch('ALTERNATE_DOMAINS', '').split(/\s*,\s*/)].compact

  def initialize(app)
    @app = app
  end

  def call(env)
    request = Rack::Request.new(env)
    return @app.call(env) if request.path == '/health'

    # Rails looks at the name that was asked for and at the last one that a proxy put down.
    stranger = [env['HTTP_HOST'], env['HTTP_X_FORWARDED_HOST']&.split(/,\s*/)&.last].compact.find { |name| !ours?(name) }
    return [403, { 'content-type' => 'text/plain' }, ["Blocked host: #{stranger}\n"]] if stranger
    return redirect(request) unless request.ssl?

    @app.call(env)
  end

  private

  def ours?(name)
    NAMES.include?(name.downcase.sub(/:\d+\z/, ''))
  end

  # A method other than these two must be repeated as it was.
  def redirect(request)
    status = %w[GET HEAD].include?(request.request_method) ? 301 : 308
    [status, { 'location' => "https://#{request.host}#{request.fullpath}" }, []]
  end
end
