# frozen_string_literal: true

# What this release asks of the schema and others don't.
module Release
  LANGUAGE = 'language'
end
