# frozen_string_literal: true

# Puts the declared replicas back when the pod that stopped them is gone. Every two minutes; mostly nothing is to do.
require_relative 'kubernetes'

# The Lease's holder while we put things back: a cut-off restore that asks now is not the holder any more.
SELF = 'caretaker'

def at_work?(name)
  pod = Kubernetes.pods.find { |candidate| candidate.dig('metadata', 'name') == name }
  !pod.nil? && pod.dig('metadata', 'deletionTimestamp').nil? && !%w[Succeeded Failed].include?(pod.dig('status', 'phase'))
end

begin
  lease = Kubernetes.lease
  holder = lease.dig('spec', 'holderIdentity').to_s
  last_words 0, 'done: no restore is under way' if holder.empty?
  last_words 0, "done: the restore's pod #{holder} is at work" if holder != SELF && at_work?(holder)

  lease = Kubernetes.hold(lease, SELF)
  Kubernetes.put_back
  Kubernetes.hold(lease, '')
  last_words 0, "done: the restore's pod #{holder} is gone; the declared replicas are back"
rescue Kubernetes::Conflict
  last_words 0, 'done: a restore took the Lease meanwhile'
rescue Kubernetes::Unanswered => e
  last_words 1, "failed: the API server does not answer: #{e.message}"
end
