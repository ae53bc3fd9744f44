# frozen_string_literal: true

# Not Mastodon's: Debian's Ruby 3.3 lets a worker of Puma hang for ever when it is told to stop, about one of twelve
# under requests (puma/puma#3677). The signal's handler writes into a pipe that another thread closes, and a handler
# may not take the lock by which it would say that it is done (ruby/ruby#13684, in Ruby 4.0). A thread may.
module PumaStop
  private

  def notify_safely(message)
    Thread.new { super }
  end
end

Puma::Server.prepend(PumaStop)
