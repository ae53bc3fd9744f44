# frozen_string_literal: true

$stdout.sync = true

# The last line, and what `kubectl describe pod` shows.
def last_words(code, words)
  begin
    File.write(ENV.fetch('TERMINATION_LOG', '/dev/termination-log'), words)
  rescue SystemCallError
    nil
  end
  puts words
  exit! code
end
