# frozen_string_literal: true

require 'fileutils'
require 'securerandom'
require_relative 'jobs'

# Uploads, on Paperclip's paths.
module Media
  ROOT = ENV.fetch('PAPERCLIP_ROOT_PATH', '/opt/mastodon/public/system')
  LATER = %r{\A(video|audio)/}

  module_function

  # Puma and Rack have put the upload into a temporary file by now.
  def create(upload)
    name = "#{SecureRandom.hex(8)}#{File.extname(upload[:filename])}"
    StandInDatabase.with do |db|
      id = db.exec_params('INSERT INTO media_attachments (account_id, file_file_name, file_content_type) VALUES (1, $1, $2) RETURNING id', [name, upload[:type]]).getvalue(0, 0).to_i
      file = File.join(ROOT, path(id, name))
      FileUtils.mkdir_p(File.dirname(file))
      FileUtils.cp(upload[:tempfile].path, file)
      process(id, file, upload[:type])
      find(id)
    end
  end

  def process(id, file, type)
    type.to_s.match?(LATER) ? PostProcessMediaWorker.perform_async(id, file) : PostProcessMediaWorker.new.perform(id, file)
  end

  # 123 456 789 lies in 123/456/789.
  def path(id, name)
    "media_attachments/files/#{format('%09d', id).scan(/\d{3}/).join('/')}/original/#{name}"
  end

  def find(id)
    row = StandInDatabase.with { |db| db.exec_params('SELECT * FROM media_attachments WHERE id = $1', [id]).first }
    return nil if row.nil?

    done = row['processing'] == '2'
    url = "https://#{ENV.fetch('WEB_DOMAIN', ENV.fetch('LOCAL_DOMAIN'))}/system/#{path(Integer(id), row['file_file_name'])}" if done
    { id: row['id'], type: row['file_content_type'], url:, size: row['file_file_size'].to_i, processed: done }
  end
end
