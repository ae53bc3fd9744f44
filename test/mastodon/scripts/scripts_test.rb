# frozen_string_literal: true

# The migration scripts as they are, with a real PostgreSQL, a stand-in for `bundle exec rails` and one for the
# Kubernetes API. Started by run.sh.
require 'fileutils'
require 'json'
require 'minitest/autorun'
require 'open3'
require 'pg'
require 'socket'
require 'timeout'
require 'tmpdir'
require 'zlib'

SCRIPTS = File.expand_path('../../../lib/mastodon/scripts', __dir__)

# What Rails would do to the database, and a line for each call.
BUNDLE = <<~'SH'
  #!/bin/sh
  shift
  if [ "$1" = ruby ]; then exec "$@"; fi
  echo "$2 ${SKIP_POST_DEPLOYMENT_MIGRATIONS:-}" >> calls
  export PGPASSWORD=any
  sql() { psql -q -h "$DB_HOST" -p "$DB_PORT" -U "$DB_USER" "$DB_NAME" -c "$1"; }
  case $2 in
    db:prepare) sql 'CREATE TABLE users (id int); CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES (1), (2), (3)' ;;
    db:migrate) if [ -n "${SKIP_POST_DEPLOYMENT_MIGRATIONS:-}" ]; then sql 'INSERT INTO schema_migrations VALUES (2)'; else sql 'INSERT INTO schema_migrations VALUES (3)'; fi ;;
  esac
SH

class ScriptsTest < Minitest::Test
  def setup
    @folder = Dir.mktmpdir
    FileUtils.mkdir_p(%w[bin db/migrate db/post_migrate public/system account].map { |name| "#{@folder}/#{name}" })
    File.write("#{@folder}/bin/bundle", BUNDLE)
    File.chmod(0o755, "#{@folder}/bin/bundle")
    %w[db/migrate/1_accounts.rb db/migrate/2_posts.rb db/post_migrate/3_drop.rb].each { |file| File.write("#{@folder}/#{file}", '') }
    sql('postgres', 'DROP DATABASE IF EXISTS mastodon_production WITH (FORCE)', 'CREATE DATABASE mastodon_production')
  end

  def teardown
    FileUtils.rm_rf(@folder)
  end

  def test_pre_prepares_an_empty_database
    assert_finishes 'migrate-pre.rb'
    assert_equal ['db:prepare'], calls
  end

  def test_pre_refuses_an_empty_database_beside_uploads
    upload
    output, status = run_script('migrate-pre.rb')
    refute status.success?
    assert_includes output, 'media of an earlier server are here, e.g. public/system/accounts/avatars/1/a.png'
    assert_empty calls
  end

  def test_pre_refuses_an_empty_database_beside_backup_sets
    sets = "#{@folder}/backup/social.example.org/sets"
    %w[000001-20261126-031700 000002-20261127-031700].each do |set|
      FileUtils.mkdir_p("#{sets}/#{set}")
      File.write("#{sets}/#{set}/manifest.json", '{}')
    end
    FileUtils.mkdir_p("#{sets}/.partial-uid")
    output, status = run_script('migrate-pre.rb', env: { 'BACKUP_SETS' => sets })
    refute status.success?
    assert_includes output, 'backups of an earlier server are here, the newest is 000002-20261127-031700'
    assert_empty calls
    assert_finishes 'migrate-pre.rb', env: { 'BACKUP_SETS' => sets, 'START_EMPTY' => 'true' }
  end

  def test_pre_prepares_an_empty_database_where_no_set_was_ever_published
    sets = "#{@folder}/backup/social.example.org/sets"
    FileUtils.mkdir_p("#{sets}/.partial-uid")
    assert_finishes 'migrate-pre.rb', env: { 'BACKUP_SETS' => sets }
    assert_equal ['db:prepare'], calls
  end

  def test_pre_starts_empty_beside_uploads_when_that_is_declared
    upload
    assert_finishes 'migrate-pre.rb', env: { 'START_EMPTY' => 'true' }
    assert_equal ['db:prepare'], calls
  end

  def test_pre_ignores_copies_of_other_servers_media
    FileUtils.mkdir_p("#{@folder}/public/system/cache/accounts")
    File.write("#{@folder}/public/system/cache/accounts/a.png", '')
    assert_finishes 'migrate-pre.rb'
  end

  def test_pre_migrates_without_the_post_deployment_steps
    schema(1, users: true)
    assert_finishes 'migrate-pre.rb'
    assert_equal ['db:migrate true'], calls
  end

  def test_pre_does_not_boot_rails_for_nothing
    schema(1, 2, users: true)
    assert_finishes 'migrate-pre.rb'
    assert_empty calls
  end

  def test_pre_seeds_an_installation_that_was_cut_off
    schema(1, 2, 3)
    assert_finishes 'migrate-pre.rb'
    assert_equal ['db:seed'], calls
  end

  def test_pre_fails_when_rails_fails
    schema(1, users: true)
    File.write("#{@folder}/bin/bundle", "#!/bin/sh\nif [ \"$2\" = ruby ]; then shift; exec \"$@\"; fi\nexit 3\n")
    _, status = run_script('migrate-pre.rb')
    refute status.success?
  end

  def test_pre_waits_while_a_backup_holds_the_lock
    schema(1, users: true)
    backup = connect('mastodon_production')
    backup.exec("SELECT pg_advisory_lock(#{Zlib.crc32('mastodon_production') * 2_053_462_845})")
    started = start('migrate-pre.rb')
    sleep 2
    assert_empty calls
    backup.close
    assert started.value.last.success?
    assert_equal ['db:migrate true'], calls
  end

  def test_waiting_pods_go_on_when_nothing_they_need_is_pending
    schema(1, users: true)
    waiting = start('wait-for-migrations.rb')
    sleep 2
    assert waiting.alive?
    sql('mastodon_production', 'INSERT INTO schema_migrations VALUES (2)')
    output, status = waiting.value
    assert status.success?
    assert_includes output, 'waiting for 1 migrations, the first is 2'
  end

  def test_waiting_pods_of_an_older_version_start_on_a_newer_schema
    schema(1, 2, 3, 4, users: true)
    assert_finishes 'wait-for-migrations.rb'
  end

  def test_waiting_outlives_a_database_that_is_not_there
    waiting = start('wait-for-migrations.rb', env: { 'DB_PORT' => '55431' })
    sleep 2
    assert waiting.alive?
    Process.kill('TERM', waiting[:pid])
    assert_includes waiting.value.first, 'waiting for the database'
  end

  def test_the_connection_service_adds_to_what_mastodon_says_and_changes_none_of_it
    ENV.update('PGSERVICE' => 'mastodon', 'PGSERVICEFILE' => "#{SCRIPTS}/pg_service.conf")
    login = { host: ENV.fetch('DB_HOST'), port: ENV.fetch('DB_PORT'), dbname: 'mastodon_production', user: ENV.fetch('DB_USER') }
    connection = PG.connect(**login, password: 'any', connect_timeout: 15)
    settings = connection.conninfo_hash
    connection.close
    assert_equal '20000', settings[:tcp_user_timeout]
    assert_equal login, settings.slice(*login.keys)
  ensure
    %w[PGSERVICE PGSERVICEFILE].each { |name| ENV.delete(name) }
  end

  def test_post_waits_for_every_deployment_and_for_older_pods
    schema(1, 2, users: true)
    states = [
      [nil, []],
      [deployment('old'), []],
      [deployment('new', updated: 1), []],
      [deployment('new', observed: 1), []],
      [deployment('new'), [pod('old', deleted: true)]],
      [deployment('new'), [pod('new'), pod('old', phase: 'Failed')]],
    ]
    output, status = post(states)
    assert status.success?, output
    assert_equal ['db:migrate'], calls
    [
      'web is not there yet', 'web is not at new yet', 'web is rolling out',
      'web has a change that nobody acted on yet', 'older pods are left: web-old', 'every pod runs this version'
    ].each { |line| assert_includes output, line }
  end

  def test_post_has_nothing_to_do_twice
    schema(1, 2, 3, users: true)
    _, status = post([[deployment('new'), [pod('new')]]])
    assert status.success?
    assert_empty calls
  end

  def test_post_waits_while_the_api_server_is_away
    schema(1, 2, 3, users: true)
    output, status = post([:broken, :broken, :broken, [deployment('new'), []]])
    assert status.success?
    assert_includes output, 'the API server does not answer'
  end

  private

  def connect(database)
    PG.connect(host: ENV.fetch('DB_HOST'), port: ENV.fetch('DB_PORT'), user: ENV.fetch('DB_USER'), dbname: database)
  end

  def sql(database, *statements)
    connection = connect(database)
    statements.each { |statement| connection.exec(statement) }
  ensure
    connection&.close
  end

  def schema(*versions, users: false)
    sql('mastodon_production', 'CREATE TABLE users (id int)', 'CREATE TABLE schema_migrations (version text)',
        *versions.map { |version| "INSERT INTO schema_migrations VALUES (#{version})" },
        *(users ? ['INSERT INTO users VALUES (1)'] : []))
  end

  def upload
    FileUtils.mkdir_p("#{@folder}/public/system/accounts/avatars/1")
    File.write("#{@folder}/public/system/accounts/avatars/1/a.png", '')
  end

  def calls
    file = "#{@folder}/calls"
    File.exist?(file) ? File.readlines(file, chomp: true).map(&:strip) : []
  end

  # A thread whose value is the output and the exit status, and which knows the process' id.
  def start(script, *arguments, env: {})
    settings = { 'PATH' => "#{@folder}/bin:#{ENV.fetch('PATH')}" }.merge(env)
    input, output, process = Open3.popen2e(settings, 'ruby', "#{SCRIPTS}/#{script}", *arguments, chdir: @folder)
    input.close
    thread = Thread.new { [output.read, process.value] }
    thread[:pid] = process.pid
    thread
  end

  def run_script(script, *arguments, env: {})
    Timeout.timeout(60) { start(script, *arguments, env: env).value }
  end

  def assert_finishes(script, env: {})
    output, status = run_script(script, env: env)
    assert status.success?, output
  end

  def deployment(image, observed: 2, updated: 2)
    {
      metadata: { generation: 2 },
      spec: { replicas: 2, template: { spec: { containers: [{ image: image }] } } },
      status: { observedGeneration: observed, replicas: 2, updatedReplicas: updated, availableReplicas: 2 },
    }
  end

  def pod(image, phase: 'Running', deleted: false)
    {
      metadata: {
        name: "web-#{image}", labels: { 'app.kubernetes.io/component' => 'web' },
        ownerReferences: [{ kind: 'ReplicaSet' }], **(deleted ? { deletionTimestamp: 'now' } : {})
      },
      spec: { containers: [{ image: image }] },
      status: { phase: phase },
    }
  end

  # Answers one state after the other; the last one stays.
  def post(states)
    { 'namespace' => 'mastodon', 'token' => 'a', 'ca.crt' => '' }.each { |name, text| File.write("#{@folder}/account/#{name}", text) }
    server = TCPServer.new('127.0.0.1', 0)
    answering = Thread.new { loop { answer(server.accept, states) } }
    run_script('migrate-post.rb', 'web=new', env: {
                 'KUBERNETES_API' => "http://127.0.0.1:#{server.addr[1]}", 'POLL_SECONDS' => '0',
                 'SERVICE_ACCOUNT_FOLDER' => "#{@folder}/account", 'POD_SELECTOR' => 'app=mastodon'
               })
  ensure
    answering&.kill
    server&.close
  end

  def answer(client, states)
    path = client.gets.split[1]
    nil until client.gets.strip.empty?
    state = states.first
    return states.shift if state == :broken

    found = path.include?('/pods') ? { items: state.last } : state.first
    states.shift if states.size > 1 && (path.include?('/pods') || !ready?(found))
    body = JSON.generate(found)
    client.write "HTTP/1.1 #{found ? '200 OK' : '404 Not Found'}\r\nContent-Length: #{body.bytesize}\r\nConnection: close\r\n\r\n#{body}"
  ensure
    client.close
  end

  def ready?(found)
    found && found[:status].values == [2, 2, 2, 2] && found.dig(:spec, :template, :spec, :containers, 0, :image) == 'new'
  end
end
