# frozen_string_literal: true

require 'ipaddr'

# The address that the application takes for the client's: the nearest one that is no trusted proxy, as Rails sees it.
module ClientAddress
  PRIVATE = '127.0.0.0/8 ::1 fc00::/7 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16'
  # Settings of one's own replace the private ranges.
  TRUSTED = ENV.fetch('TRUSTED_PROXY_IP', PRIVATE).split(/[,\s]+/).map { |range| IPAddr.new(range) }.freeze

  module_function

  def of(env)
    named = env['HTTP_X_FORWARDED_FOR'].to_s.split(/[,\s]+/).reverse
    [env['REMOTE_ADDR'], *named].find { |address| !trusted?(address) } || named.last || env['REMOTE_ADDR']
  end

  def trusted?(address)
    ip = IPAddr.new(address).native
    TRUSTED.any? { |range| range.family == ip.family && range.include?(ip) }
  rescue IPAddr::Error
    # What is no address is nobody's.
    true
  end
end
