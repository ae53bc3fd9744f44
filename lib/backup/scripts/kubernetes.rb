# frozen_string_literal: true

# The few things that a restore asks of the API server.
require_relative 'last-words'
require 'json'
require 'net/http'
require 'uri'

module Kubernetes
  ACCOUNT = ENV.fetch('SERVICE_ACCOUNT_FOLDER', '/var/run/secrets/kubernetes.io/serviceaccount')
  NAMESPACE = ENV.fetch('NAMESPACE') { File.read("#{ACCOUNT}/namespace").strip }
  LEASE = ENV.fetch('LEASE', 'mastodon-restore')

  # Somebody else changed the object first.
  class Conflict < StandardError; end
  # Not there: not applied yet.
  class Missing < StandardError; end
  # No answer, or one that says no; worth another try.
  class Unanswered < StandardError; end

  module_function

  # `web=2 sidekiq=2` → {"web" => 2, …}
  def deployments
    ENV.fetch('DEPLOYMENTS').split.to_h { |word| word.split('=', 2) }.transform_values { |count| Integer(count) }
  end

  def cron_jobs
    ENV.fetch('CRONJOBS', '').split
  end

  # On a new cluster a set is restored before anything of Mastodon is applied: what is not there is stopped, and
  # starts with its declared replicas.
  def scale(name, replicas)
    scale = "/apis/apps/v1/namespaces/#{NAMESPACE}/deployments/#{name}/scale"
    now = call('GET', scale).dig('spec', 'replicas').to_i
    call('PATCH', scale, spec: { replicas: replicas }) unless now == replicas
  rescue Missing
    nil
  end

  def suspend(name, suspended)
    call('PATCH', "/apis/batch/v1/namespaces/#{NAMESPACE}/cronjobs/#{name}", spec: { suspend: suspended })
  rescue Missing
    nil
  end

  def pods(selector = nil)
    query = selector ? "?labelSelector=#{URI.encode_www_form_component(selector)}" : ''
    call('GET', "/api/v1/namespaces/#{NAMESPACE}/pods#{query}").fetch('items')
  end

  def lease
    call('GET', lease_path)
  rescue Missing
    last_words 1, "failed: the Lease #{LEASE} is not there: apply mastodon/restore/ first"
  end

  # Only if nobody changed it since `lease` was read.
  def hold(lease, holder)
    call('PATCH', lease_path, metadata: { resourceVersion: lease.dig('metadata', 'resourceVersion') },
                              spec: { holderIdentity: holder })
  end

  def holder
    lease.dig('spec', 'holderIdentity').to_s
  end

  # A restore that has stopped nothing yet holds the Lease under this word before its pod's name.
  PREPARING = 'preparing/'

  # The pod that stopped the site and still has the Lease.
  def stopped_by(lease)
    holder = lease.dig('spec', 'holderIdentity').to_s
    holder unless holder.empty? || holder.start_with?(PREPARING)
  end

  def at_work?(name)
    pod = pods.find { |candidate| candidate.dig('metadata', 'name') == name }
    !pod.nil? && pod.dig('metadata', 'deletionTimestamp').nil? && !%w[Succeeded Failed].include?(pod.dig('status', 'phase'))
  end

  # The Lease under this identity, from nobody or from a pod that is gone; the block runs once nobody else can have it.
  def take(identity)
    found = lease
    holder = found.dig('spec', 'holderIdentity').to_s.delete_prefix(PREPARING)
    if holder != identity.delete_prefix(PREPARING) && at_work?(holder)
      last_words 75, "busy: already running: the pod #{holder} restores"
    end
    hold(found, identity)
    yield if block_given?
  rescue Conflict
    last_words 75, 'busy: another pod took the Lease at the same moment'
  end

  # The declared counts, and the clean-ups that were suspended. Names what could not be put back.
  def put_back
    deployments.each { |name, count| scale(name, count) }
    cron_jobs.each { |name| suspend(name, false) }
  end

  def lease_path
    "/apis/coordination.k8s.io/v1/namespaces/#{NAMESPACE}/leases/#{LEASE}"
  end

  # Tries again for a minute: a control plane that fails over is away for some seconds.
  def call(method, path, body = nil)
    ends = Process.clock_gettime(Process::CLOCK_MONOTONIC) + Integer(ENV.fetch('API_TIMEOUT', '60'))
    begin
      answer(method, path, body)
    rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, EOFError, Unanswered => e
      raise Unanswered, e.message if Process.clock_gettime(Process::CLOCK_MONOTONIC) > ends

      sleep 1
      retry
    end
  end

  def answer(method, path, body)
    uri = URI("https://#{host}:#{ENV.fetch('KUBERNETES_SERVICE_PORT')}#{path}")
    Net::HTTP.start(uri.hostname, uri.port, use_ssl: true, ca_file: "#{ACCOUNT}/ca.crt", open_timeout: 5, read_timeout: 15) do |http|
      headers = { 'Authorization' => "Bearer #{File.read("#{ACCOUNT}/token").strip}", 'Accept' => 'application/json' }
      headers['Content-Type'] = 'application/merge-patch+json' if body
      answer = http.send_request(method, uri.request_uri, body && JSON.generate(body), headers)
      raise Conflict, path if answer.code == '409'
      raise Missing, path if answer.code == '404'
      raise Unanswered, "the API server answered #{answer.code} for #{method} #{path}" unless answer.code == '200'

      JSON.parse(answer.body)
    end
  end

  def host
    host = ENV.fetch('KUBERNETES_SERVICE_HOST')
    host.include?(':') ? "[#{host}]" : host
  end
end
