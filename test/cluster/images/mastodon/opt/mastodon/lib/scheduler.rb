# frozen_string_literal: true

require 'socket'
require_relative 'jobs'

# Enqueues a tick every five seconds, by the clock, in each process that works the queue `scheduler`. Two such processes
# enqueue the same slot twice; Mastodon's own scheduler would hide some of that.
module Scheduler
  SECONDS = 5

  module_function

  def start
    @running = true
    Thread.new { tick while @running }
  end

  def stop
    @running = false
  end

  def tick
    slot = (Time.now.to_f / SECONDS).floor + 1
    sleep [(slot * SECONDS) - Time.now.to_f, 0].max
    TickWorker.perform_async(slot, Socket.gethostname, Time.now.to_f) if @running
  rescue StandardError => e
    warn "tick #{slot} was not enqueued: #{e.class}: #{e.message}"
  end
end
