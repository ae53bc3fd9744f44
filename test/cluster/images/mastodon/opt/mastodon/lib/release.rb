# frozen_string_literal: true

# What this release asks of the schema and others don't. Releases that rename a column do it in Mastodon's two steps:
# the migration before the deployment adds the new one, the one after it drops the old one.
module Release
  LANGUAGE = 'locale'
end
