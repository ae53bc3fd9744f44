# frozen_string_literal: true

# Prepares an empty database, or brings an existing one to where old and new code both work with it.
require 'find'
require_relative 'database'

# Uploads of people on this server; what is below cache/ came from others.
UPLOADS = %w[accounts media_attachments custom_emojis site_uploads].map { |folder| "public/system/#{folder}" }

def first_upload
  UPLOADS.select { |folder| Dir.exist?(folder) }.each do |folder|
    Find.find(folder) { |path| return path if File.file?(path) }
  end
  nil
end

# Backup sets of this domain, where this pod can see them.
def newest_set
  folder = ENV['BACKUP_SETS']
  folder && Dir.glob("#{folder}/[0-9]*/manifest.json").map { |manifest| File.basename(File.dirname(manifest)) }.max
end

def trace_of_a_server
  upload = first_upload
  return "media of an earlier server are here, e.g. #{upload}" if upload

  set = newest_set
  "backups of an earlier server are here, the newest is #{set}" if set
end

def refuse_to_forget_a_server
  return if ENV['START_EMPTY'] == 'true'

  trace = trace_of_a_server
  return if trace.nil?

  abort <<~TEXT
    The database is empty, but #{trace}.
    A database that lost its volume must not become a new server with other keys: nothing was changed.
    Restore the database. If a new server is meant, declare mastodon.startEmpty: true.
  TEXT
end

def rails(task, settings = {})
  puts "rails #{task}"
  system(settings, 'bundle', 'exec', 'rails', task) or exit 1
end

if Database.empty?
  refuse_to_forget_a_server
  rails 'db:prepare'
else
  pending = Database.pending('db/migrate')
  puts "#{pending.size} migrations are pending"
  unless pending.empty?
    Database.wait_until_unlocked
    rails 'db:migrate', 'SKIP_POST_DEPLOYMENT_MIGRATIONS' => 'true'
  end
  # An installation that was cut off after the schema has no roles yet; a server with users never gets the seeds again.
  rails 'db:seed' unless Database.users?
end
puts 'done'
