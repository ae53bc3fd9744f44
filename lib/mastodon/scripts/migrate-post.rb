# frozen_string_literal: true

# Runs the post-deployment migrations, which only this version's code can work with, once no older code runs.
# Arguments: COMPONENT=IMAGE for each Deployment of web, streaming and Sidekiq, whose name is NAME_PREFIX and the component.
require 'json'
require 'net/http'
require 'uri'
require_relative 'database'

ACCOUNT = ENV.fetch('SERVICE_ACCOUNT_FOLDER', '/var/run/secrets/kubernetes.io/serviceaccount')
IMAGES = ARGV.to_h { |argument| argument.split('=', 2) }

def kubernetes(path)
  uri = URI(ENV.fetch('KUBERNETES_API') { "https://#{api_host}:#{ENV.fetch('KUBERNETES_SERVICE_PORT')}" })
  Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https', ca_file: "#{ACCOUNT}/ca.crt",
                                          open_timeout: 5, read_timeout: 30) do |http|
    answer = http.get("#{uri.path}#{path}", 'Authorization' => "Bearer #{File.read("#{ACCOUNT}/token")}")
    return nil if answer.code == '404'
    raise "the API server answered #{answer.code} for #{path}" unless answer.code == '200'

    JSON.parse(answer.body)
  end
end

def api_host
  host = ENV.fetch('KUBERNETES_SERVICE_HOST')
  host.include?(':') ? "[#{host}]" : host
end

def unfinished(name, image)
  deployment = kubernetes("/apis/apps/v1/namespaces/#{NAMESPACE}/deployments/#{ENV.fetch('NAME_PREFIX', '')}#{name}")
  return "#{name} is not there yet" if deployment.nil?

  spec, status = deployment.values_at('spec', 'status')
  images = spec.dig('template', 'spec', 'containers').map { |container| container['image'] }
  return "#{name} is not at #{image} yet" unless images.include?(image)
  return "#{name} has a change that nobody acted on yet" if status['observedGeneration'].to_i < deployment.dig('metadata', 'generation')

  counts = %w[updatedReplicas replicas availableReplicas].map { |field| status[field].to_i }
  "#{name} is rolling out" unless counts.all?(spec['replicas'])
end

# Pods that may still run another version's code, those that are being stopped included.
def older_pods
  path = "/api/v1/namespaces/#{NAMESPACE}/pods?labelSelector=#{URI.encode_www_form_component(ENV.fetch('POD_SELECTOR'))}"
  pods = kubernetes(path).fetch('items').select do |pod|
    pod.dig('metadata', 'ownerReferences')&.any? { |owner| owner['kind'] == 'ReplicaSet' } &&
      !%w[Succeeded Failed].include?(pod.dig('status', 'phase'))
  end
  pods.reject do |pod|
    expected = IMAGES[pod.dig('metadata', 'labels', 'app.kubernetes.io/component')]
    pod.dig('spec', 'containers').any? { |container| container['image'] == expected }
  end
end

def obstacle
  IMAGES.each do |name, image|
    reason = unfinished(name, image)
    return reason if reason
  end
  older = older_pods
  "older pods are left: #{older.map { |pod| pod.dig('metadata', 'name') }.sort.join(', ')}" unless older.empty?
rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, EOFError, RuntimeError => e
  "the API server does not answer: #{e.message}"
end

NAMESPACE = File.read("#{ACCOUNT}/namespace").strip

while (reason = obstacle)
  Database.say "waiting: #{reason}"
  sleep Integer(ENV.fetch('POLL_SECONDS', '10'))
end
puts 'every pod runs this version'

pending = Database.pending('db/migrate', 'db/post_migrate')
puts "#{pending.size} migrations are pending"
unless pending.empty?
  Database.wait_until_unlocked
  system('bundle', 'exec', 'rails', 'db:migrate') or exit 1
end
puts 'done'
