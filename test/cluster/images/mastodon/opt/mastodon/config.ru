# frozen_string_literal: true

require_relative 'lib/web'

# Rails takes its time.
sleep Float(ENV.fetch('STANDIN_BOOT_SECONDS', '3'))
run Web
