# frozen_string_literal: true

# Stops what writes: Lease := this pod, clean-ups suspended, Deployments to 0, and waits until their pods are gone.
require_relative 'kubernetes'

POD = ENV.fetch('POD_NAME')

# A request that was not made, or one that this image's Mastodon can't serve, stops nobody: the steps before refused it.
def newer_migrations
  staged = File.join(ENV.fetch('WORK', '/work'), 'migrations')
  return [] unless File.exist?(staged) && Dir.exist?('db/migrate')

  known = Dir['db/{migrate,post_migrate}/*.rb'].map { |file| File.basename(file).to_i }
  File.readlines(staged, chomp: true).map(&:to_i) - known
end

def stop
  Kubernetes.deployments.each_key { |name| Kubernetes.scale(name, 0) }
end

def running
  pods = Kubernetes.pods(ENV.fetch('POD_SELECTOR')).reject { |pod| %w[Succeeded Failed].include?(pod.dig('status', 'phase')) }
  pods.map { |pod| pod.dig('metadata', 'name') }.sort
end

# Also when something puts replicas back meanwhile, as GitOps controllers do: they are taken away again.
def wait_until_gone
  ends = Process.clock_gettime(Process::CLOCK_MONOTONIC) + Integer(ENV.fetch('STOP_TIMEOUT', '600'))
  until (left = running).empty?
    if Process.clock_gettime(Process::CLOCK_MONOTONIC) > ends
      Kubernetes.put_back
      Kubernetes.hold(Kubernetes.lease, '')
      last_words 1, "failed: these pods did not stop, so everything runs again: #{left.join(', ')}"
    end
    puts "waiting until they are gone: #{left.join(', ')}" unless left == @said
    @said = left
    sleep 0.5
    stop
  end
end

begin
  unknown = newer_migrations
  unless unknown.empty?
    last_words 2, "refused: the set has migrations that this Mastodon does not know (#{unknown.first}): deploy the set's version first"
  end
  Kubernetes.take(POD)
  Kubernetes.cron_jobs.each { |name| Kubernetes.suspend(name, true) }
  stop
  wait_until_gone
  last_words 0, 'done: nothing writes to the database any more'
rescue Kubernetes::Unanswered => e
  last_words 1, "failed: the API server does not answer: #{e.message}"
end
