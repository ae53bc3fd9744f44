# frozen_string_literal: true

# Migrates where the set is older than this Mastodon, puts the declared replicas back, clears the Lease.
require_relative 'kubernetes'
require ENV.fetch('DATABASE_RB') { File.join(__dir__, 'database.rb') }

POD = ENV.fetch('POD_NAME')

def migrate
  pending = Database.pending('db/migrate', 'db/post_migrate')
  return if pending.empty?

  puts "the set is older than this Mastodon: #{pending.size} migrations"
  Database.wait_until_unlocked
  system('bundle', 'exec', 'rails', 'db:migrate') or
    last_words 1, 'failed: the migrations failed, see above; the site stays stopped until they pass, and the next try begins with them'
end

begin
  migrate
  Kubernetes.put_back
  lease = Kubernetes.lease
  Kubernetes.hold(lease, '') if lease.dig('spec', 'holderIdentity') == POD
  last_words 0, 'done: the set is live and everything is started'
rescue Kubernetes::Conflict
  last_words 0, 'done: the set is live and everything is started; another pod took the Lease meanwhile'
rescue Kubernetes::Unanswered => e
  last_words 1, "failed: the API server does not answer: #{e.message}"
end
