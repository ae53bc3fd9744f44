# frozen_string_literal: true

require 'socket'
require_relative 'jobs'

# Enqueues a tick every five seconds, by the clock, in the process that works the queue `scheduler`.
module Scheduler
  SECONDS = 5

  module_function

  def start
    @running = true
    Thread.new do
      while @running
        slot = (Time.now.to_f / SECONDS).floor + 1
        sleep [(slot * SECONDS) - Time.now.to_f, 0].max
        break unless @running

        begin
          TickWorker.perform_async(slot, Socket.gethostname)
        rescue StandardError => e
          warn "tick #{slot} was not enqueued: #{e.message}"
        end
      end
    end
  end

  def stop
    @running = false
  end
end
