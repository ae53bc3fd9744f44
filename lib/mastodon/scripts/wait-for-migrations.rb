# frozen_string_literal: true

# Ends as soon as this image's code can work with the database: nothing of db/migrate is pending.
# Post-deployment migrations (db/post_migrate) come later, when every old pod is gone.
require_relative 'database'

until (pending = Database.pending('db/migrate')).empty?
  Database.say "waiting for #{pending.size} migrations, the first is #{pending.first}"
  sleep 5
end
puts 'the database is ready for this version'
