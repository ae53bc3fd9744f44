# frozen_string_literal: true

require 'net/smtp'

# Of Rails' ActionMailer what the runbook's test mail calls, by Mastodon's settings for SMTP.
module ActionMailer
  class Base
    def self.mail(to:, subject:, body:) = new(to, subject, body)

    def initialize(receiver, subject, body)
      @to = receiver
      @text = ["From: #{sender}", "To: #{receiver}", "Subject: #{subject}", '', body, ''].join("\r\n")
    end

    def deliver_now
      login, password = ENV.values_at('SMTP_LOGIN', 'SMTP_PASSWORD')
      server = Net::SMTP.new(ENV.fetch('SMTP_SERVER', 'localhost'), Integer(ENV.fetch('SMTP_PORT', '25')))
      server.enable_starttls if ENV['SMTP_ENABLE_STARTTLS'] == 'always'
      server.start(ENV.fetch('LOCAL_DOMAIN'), login, password, login && :plain) { |smtp| smtp.send_message(@text, sender, @to) }
    end

    private

    def sender = ENV.fetch('SMTP_FROM_ADDRESS', 'notifications@localhost')[/[^<\s]+@[^>\s]+/]
  end
end
