import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Ended,
  type Image,
  type Major,
  type Options,
  postgresImage,
  type Started,
  scripts,
  scriptsFolder,
  start,
} from './container';
import { Server } from './server';

export const domain = 'social.example.org';
const mastodon = 991;

const keyNames = [
  'SECRET_KEY_BASE',
  'OTP_SECRET',
  'VAPID_PRIVATE_KEY',
  'ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY',
  'ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY',
  'ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT',
];

/** Also in another image than PostgreSQL's. */
type RunOptions = Omit<Options, 'env'> & { readonly image?: Image };

/** One imagined server at home: database, media, secrets, a target; and jobs that run on them. */
export class House {
  readonly folder: string;
  readonly server: Server;
  private jobs = 0;

  private constructor(
    readonly image: Image,
    settings: readonly string[] | undefined,
    network: string | undefined,
  ) {
    this.folder = mkdtempSync(join(tmpdir(), 'mammut-backup-'));
    this.server = new Server(image, this.in('postgres'), settings, network);
  }

  /**
   * @param settings of PostgreSQL; default: nothing is synced, since a test's data may be lost
   * @param network namespace that PostgreSQL runs in
   */
  static async build(major: Major, settings?: readonly string[], network?: string): Promise<House> {
    const house = new House(await postgresImage(major), settings, network);
    execFileSync('chmod', ['0755', house.folder]);
    for (const name of ['target', 'media', 'secrets', 'settings', 'keys', 'request', 'rehearsal-key'])
      house.folderFor(name);
    for (const key of keyNames) house.write(`secrets/mastodon-secrets/${key}`, randomBytes(32).toString('hex'));
    house.write('secrets/backup-smtp/password', 'a "quoted" pässword\n');
    house.write('settings/site.yaml', 'name: home\n');
    house.write('settings/versions', 'mastodon=v4.7.2\n');
    house.makeKey('operator');
    house.makeKey('rehearsal');
    house.write('rehearsal-key/tls.key', readFileSync(house.in('rehearsal.key')));
    await house.server.create();
    await house.server.sql('CREATE ROLE mastodon LOGIN CREATEDB');
    await house.server.sql("CREATE DATABASE mastodon_production OWNER mastodon TEMPLATE template0 ENCODING 'UTF8'");
    return house;
  }

  in(...path: string[]): string {
    return join(this.folder, ...path);
  }

  /** Mastodon's own, as in pods. */
  write(path: string, content: string | Buffer): void {
    const file = this.in(path);
    this.folderFor(dirname(path));
    writeFileSync(file, content);
    chownSync(file, mastodon, mastodon);
  }

  /** Mastodon's own; with another mode as an emptyDir has it. */
  makeFolder(path: string, mode = '0755'): void {
    this.folderFor(path);
    execFileSync('chmod', [mode, this.in(path)]);
  }

  move(from: string, to: string): void {
    renameSync(this.in(from), this.in(to));
  }

  /** lib/mastodon/scripts/database.rb, where a container may read it. */
  databaseScript(): string {
    this.write('scripts/database.rb', readFileSync('lib/mastodon/scripts/database.rb'));
    return this.in('scripts/database.rb');
  }

  private folderFor(path: string): void {
    if (path === '.' || existsSync(this.in(path))) return;
    this.folderFor(dirname(path));
    mkdirSync(this.in(path));
    chownSync(this.in(path), mastodon, mastodon);
  }

  private makeKey(name: string): void {
    const subject = ['-subj', `/CN=${name}`, '-days', '3650', '-nodes'];
    const files = ['-keyout', this.in(`${name}.key`), '-out', this.in('keys', `${name}.crt`)];
    // As the runbook has them made.
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    execFileSync('openssl', ['req', '-x509', ...key, ...subject, ...files], { stdio: 'ignore' });
    execFileSync('chmod', ['0644', this.in(`${name}.key`), this.in('keys', `${name}.crt`)]);
  }

  /** Tables with rows, and the files that they name. */
  async fill({ accounts = 50, statuses = 500, media = 100 } = {}): Promise<void> {
    this.server.sql('SELECT 1');
    this.write('schema.sql', readFileSync('test/backup/support/mastodon.sql'));
    await this.server.file(this.in('schema.sql'), 'mastodon_production', 'mastodon');
    await this.live(`
      INSERT INTO accounts (username, domain, private_key) SELECT 'user' || n, CASE WHEN n % 5 = 0 THEN NULL ELSE 'remote.example.net' END, md5(n::text) FROM generate_series(1, ${accounts}) n;
      INSERT INTO users (account_id, email) SELECT id, username || '@example.org' FROM accounts WHERE domain IS NULL;
      INSERT INTO statuses (account_id, text) SELECT (SELECT id FROM accounts ORDER BY id OFFSET n % ${accounts} LIMIT 1), repeat(md5(n::text), 4) FROM generate_series(1, ${statuses}) n;
      INSERT INTO follows (account_id, target_account_id) SELECT a.id, b.id FROM accounts a, accounts b WHERE a.id < b.id LIMIT 200;
      INSERT INTO scheduled_statuses (account_id, scheduled_at, params) SELECT id, now() - interval '1 hour', '{"text": "due"}' FROM accounts LIMIT 3;
      INSERT INTO scheduled_statuses (account_id, scheduled_at, params) SELECT id, now() + interval '10 days', '{"text": "later"}' FROM accounts LIMIT 2;
    `);
    await this.upload(media);
    this.write('media/custom_emojis/images/000/000/001/original/blob.png', randomBytes(500));
    this.write('media/cache/custom_emojis/images/000/000/002/original/cat.png', randomBytes(600));
    this.write('media/cache/accounts/avatars/000/000/003/original/remote.png', randomBytes(700));
    this.write('media/backups/dumps/000/000/001/original/archive.zip', randomBytes(800));
    this.settle();
  }

  /** Media rows with their files. */
  async upload(count: number, bytes = 2000): Promise<void> {
    const rows = await this.live(`
      INSERT INTO media_attachments (account_id, status_id, file_file_name, file_file_size)
      SELECT (SELECT min(id) FROM accounts), (SELECT min(id) FROM statuses), md5(random()::text) || '.jpg', ${bytes} + n FROM generate_series(1, ${count}) n
      RETURNING id, file_file_name, file_file_size`);
    for (const row of rows.split('\n').filter(Boolean)) {
      const [id = '', name = '', size = ''] = row.split('|');
      this.write(`media/media_attachments/files/${partition(id)}/original/${name}`, randomBytes(Number(size)));
    }
    this.settle();
  }

  /** Files of this very second are copied twice; tests of what is not copied need older ones. */
  settle(): void {
    execFileSync('find', [
      this.in('media'),
      '-type',
      'f',
      '-newermt',
      '-10 seconds',
      '-exec',
      'touch',
      '-d',
      '1 hour ago',
      '{}',
      '+',
    ]);
  }

  live(statements: string): Promise<string> {
    return this.server.sql(statements, 'mastodon_production', 'mastodon');
  }

  environment(more: Options['env'] = {}): Record<string, string | undefined> {
    const job = ++this.jobs;
    // emptyDir: new with every pod.
    const work = `work/${job}`;
    if (!more.WORK) this.makeFolder(work, '2777');
    return {
      SITE: 'home',
      WEB_DOMAIN: domain,
      TARGET: this.in('target'),
      MEDIA: this.in('media'),
      SECRETS: this.in('secrets'),
      SETTINGS: this.in('settings'),
      KEYS: this.in('keys'),
      REQUEST: this.in('request'),
      REHEARSAL_KEY: this.in('rehearsal-key/tls.key'),
      WORK: this.in(work),
      TERMINATION_LOG: this.in(work, 'termination-log'),
      LOCK_WAIT: '1',
      JOB_NAME: `job-${job}`,
      JOB_UID: `uid-${job}`,
      MASTODON_VERSION: 'v4.7.2',
      PGHOST: this.server.socket,
      PGUSER: 'mastodon',
      PGDATABASE: 'mastodon_production',
      ...more,
    };
  }

  start(script: string, env: Options['env'] = {}, { image = this.image, ...options }: RunOptions = {}): Started {
    const [file = '', ...args] = script.split(' ');
    const text = readFileSync(join(scripts, file), 'utf8');
    const interpreter = file.endsWith('.rb') ? 'ruby' : text.startsWith('#!/bin/sh') ? 'sh' : 'bash';
    return start(image, [interpreter, `${scriptsFolder}/${file}`, ...args], { ...options, env: this.environment(env) });
  }

  run(script: string, env: Options['env'] = {}, options: RunOptions = {}): Promise<Ended> {
    return this.start(script, env, options).ended;
  }

  /** Published sets, oldest first. */
  sets(): string[] {
    const folder = this.in('target', domain, 'sets');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'manifest.json')))
      .filter((name) => !name.startsWith('.'))
      .sort();
  }

  inSet(set: string, ...path: string[]): string {
    return this.in('target', domain, 'sets', set, ...path);
  }

  manifest(set: string): Record<string, string | number> {
    return JSON.parse(readFileSync(this.inSet(set, 'manifest.json'), 'utf8'));
  }

  segments(): string[] {
    return readdirSync(this.in('target', domain, 'segments'))
      .filter((name) => name.endsWith('.tar.zst'))
      .sort();
  }

  /** Hash of every table's rows, by table. */
  async tables(database = 'mastodon_production'): Promise<Record<string, string>> {
    const names = await this.server.sql(
      "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
      database,
    );
    const query = names
      .split('\n')
      .filter(Boolean)
      .map(
        (name) =>
          `SELECT '${name}', count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM ${name} t`,
      )
      .join(' UNION ALL ');
    if (query === '') return {};
    const rows = await this.server.sql(query, database);
    return Object.fromEntries(
      rows.split('\n').map((row) => [row.slice(0, row.indexOf('|')), row.slice(row.indexOf('|') + 1)]),
    );
  }

  /** Hash and size of every file below a folder, by path. */
  files(below = 'media'): Record<string, string> {
    const folder = this.in(below);
    if (!existsSync(folder)) return {};
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      paths
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file.slice(folder.length + 1), hashOf(readFileSync(file))]),
    );
  }

  async demolish(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Paperclip's folders: an id in groups of three digits. */
function partition(id: string): string {
  return (
    (id.padStart(9, '0').length % 3 ? id.padStart(Math.ceil(id.length / 3) * 3, '0') : id.padStart(9, '0'))
      .match(/.{3}/g)
      ?.join('/') ?? ''
  );
}

const hashOf = (content: Buffer) => `${content.length} ${createHash('sha256').update(content).digest('hex')}`;
