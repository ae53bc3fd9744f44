# frozen_string_literal: true

# What Mastodon has to make anew after a restore, by its own tool. It answers success whatever happened to single items,
# so each step's last line is shown and none decides over the restore.
require 'fileutils'
require_relative 'last-words'

# CACHE as in the set: with its files back, nothing has to be fetched again.
CACHE = ENV.fetch('CACHE', 'emojis')
# `accounts refresh` asks the server of every account known: it ends after a while, the rest comes as people look.
REFRESH_SECONDS = ENV.fetch('REFRESH_SECONDS', '3600')
# Ruby takes no temporary folder that everybody may write to, as a pod's volume is: without one no picture is fetched.
FileUtils.mkdir_p(ENV['TMPDIR'], mode: 0o700) if ENV['TMPDIR']

steps = [['cache', 'clear'], %w[feeds build]]
steps << %w[media remove --days 0] if CACHE != 'all'
steps << %w[emoji purge --remote-only] if CACHE == 'none'
steps << %w[search deploy] if ENV['ES_ENABLED'] == 'true'
steps << %w[accounts refresh --all] if CACHE == 'none'

failed = steps.reject do |step|
  puts "tootctl #{step.join(' ')}"
  system('timeout', '--signal=INT', REFRESH_SECONDS, 'bin/tootctl', *step) || (step.first == 'accounts' && $?.exitstatus == 124)
end
last_words 0, "done: #{steps.size} steps" if failed.empty?
last_words 1, "failed: #{failed.map { |step| "tootctl #{step.join(' ')}" }.join(', ')}; what they make anew can be tried again at any time"
