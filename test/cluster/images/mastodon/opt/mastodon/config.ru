# frozen_string_literal: true

require_relative 'lib/boot'
require_relative 'lib/gate'
require_relative 'lib/web'

Boot.check_settings
Boot.take_time
use Gate
run Web
