# frozen_string_literal: true

# Puts the declared replicas back when the pod that stopped them is gone. Every two minutes; mostly nothing is to do.
require_relative 'kubernetes'

# The Lease's holder while we put things back: a cut-off restore that asks now is not the holder any more.
SELF = 'caretaker'

begin
  lease = Kubernetes.lease
  holder = lease.dig('spec', 'holderIdentity').to_s
  last_words 0, 'done: no restore is under way' if holder.empty?
  pod = holder.delete_prefix(Kubernetes::PREPARING)
  last_words 0, "done: the restore's pod #{pod} is at work" if pod != SELF && Kubernetes.at_work?(pod)

  stopped = Kubernetes.stopped_by(lease)
  # Under the word of one that stopped nothing where it did not: a death here puts back nothing either.
  lease = Kubernetes.hold(lease, stopped ? SELF : "#{Kubernetes::PREPARING}#{SELF}")
  Kubernetes.put_back if stopped
  Kubernetes.hold(lease, '')
  last_words 0, "done: the restore's pod #{pod} is gone#{'; the declared replicas are back' if stopped}"
rescue Kubernetes::Conflict
  last_words 0, 'done: a restore took the Lease meanwhile'
rescue Kubernetes::Unanswered => e
  last_words 1, "failed: the API server does not answer: #{e.message}"
end
