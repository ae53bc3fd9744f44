# frozen_string_literal: true

# One restore at a time: takes the Lease before anything is read, and stops nothing. An earlier try of this Job that died
# after it had stopped the site has its declared pods put back now, unless its set is live already.
require_relative 'kubernetes'
require ENV.fetch('DATABASE_RB') { File.join(__dir__, 'database.rb') }

POD = ENV.fetch('POD_NAME')
LIVE = /mammut\.restored=\S*:#{Regexp.escape(ENV.fetch('JOB_UID'))}(\s|\z)/

def live_already?
  sql = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
  Database.ask { |db| db.exec(sql).getvalue(0, 0) }.to_s.match?(LIVE)
end

begin
  stopped = Kubernetes.stopped_by(Kubernetes.lease)
  if stopped && live_already?
    Kubernetes.take(POD)
    last_words 0, "done: the pod #{stopped} died after its set became live; the steps after it go on"
  end
  Kubernetes.take("#{Kubernetes::PREPARING}#{POD}") { Kubernetes.put_back if stopped }
  last_words 0, "done: no other restore is under way#{"; what the pod #{stopped} had stopped is started" if stopped}"
rescue Kubernetes::Unanswered => e
  last_words 1, "failed: the API server does not answer: #{e.message}"
end
