# frozen_string_literal: true

# Tells the ping address how the last jobs ended and whether the newest checked set grew too old.
# Silence tells as well: whoever watches the address hears nothing when the target can't be read.
require_relative 'last-words'
require 'json'
require 'net/http'
require 'time'
require 'uri'

SITE = File.join(ENV.fetch('TARGET', '/target'), ENV.fetch('WEB_DOMAIN'))
MAX_AGE = Integer(ENV.fetch('MAX_AGE', '129600'))

def newest_checked
  Dir["#{SITE}/sets/[0-9]*/checked.json"].select { |file| File.exist?(File.join(File.dirname(file), 'manifest.json')) }
                                         .max_by { |file| File.basename(File.dirname(file)) }
end

def results
  Dir["#{SITE}/last/*.json"].filter_map do |file|
    JSON.parse(File.read(file))
  rescue JSON::ParserError
    nil
  end
end

def too_old
  file = newest_checked
  return 'no set is checked yet' if file.nil?

  age = Time.now - Time.iso8601(JSON.parse(File.read(file)).fetch('checked'))
  "the newest checked set is #{(age / 3600).to_i} hours old" if age > MAX_AGE
end

def ping(address, words)
  uri = URI(address)
  Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https', open_timeout: 10, read_timeout: 20) do |http|
    answer = http.post(uri.request_uri, words, 'Content-Type' => 'text/plain; charset=utf-8')
    last_words 1, "failed: the ping address answered #{answer.code}" unless answer.code.start_with?('2')
  end
rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, EOFError => e
  last_words 1, "failed: the ping address does not answer: #{e.class}"
end

failures = results.reject { |result| result['result'] == 'ok' }.map { |result| "#{result['job']}: #{result['message']}" }
failures += [too_old].compact
words = failures.empty? ? results.map { |result| "#{result['job']}: #{result['message']}" } : failures
base = ENV.fetch('PING_URL').strip.chomp('/')
ping(failures.empty? ? base : "#{base}/fail", words.join("\n"))
last_words 0, "done: told #{failures.empty? ? 'that all is well' : "of #{failures.size} failures"}"
