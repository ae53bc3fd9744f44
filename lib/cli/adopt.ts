import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { planOf } from '../backup/plan';
import { backupScripts } from '../backup/scripts';
import { settingsFiles } from '../backup/settings';
import { bootKeys, secretSettings } from '../mastodon/secret-settings';
import type { Site } from '../site/site';
import { parseEnv } from './env-file';
import { InputError } from './errors';
import { loadSite } from './load';

export interface Adopted {
  /** A pg_dump in custom format. */
  readonly dump: string;
  /** The old server's public/system. */
  readonly media: string;
  /** Its .env.production. */
  readonly env: string;
  /** Folder that the site's sets lie in: the NAS' share, mounted here. */
  readonly target: string;
  /** `@default -` the site's; an older server's dump is migrated after the restore. */
  readonly mastodonVersion: string | undefined;
}

/** What the scripts call. zstd packs, openssl encrypts; the others are PostgreSQL's. */
const programs = ['initdb', 'postgres', 'pg_isready', 'pg_dump', 'pg_restore', 'psql', 'zstd', 'openssl', 'tar'];

/** The throwaway server runs beside and is ended, whatever comes of the set. */
const bothScripts = `bash "$0/rehearse-server.sh" & server=$!
bash "$0/adopt.sh"; code=$?
kill -INT "$server"; wait "$server"
exit "$code"`;

/**
 * Makes a backup set of what a server on Docker or bare metal leaves, by running the very scripts of the backup here.
 * @returns the exit code
 * @throws {InputError} for what a person can mend; nothing is written then
 */
export function adopt(file: string, from: Adopted): number {
  const site = siteOf(file);
  const path = programPath(site);
  for (const [what, place] of [
    ['dump', from.dump],
    ['env', from.env],
  ] as const)
    if (!isA(place, 'file')) throw new InputError(`--${what} ${place}: no such file`);
  for (const [what, place] of [
    ['media', from.media],
    ['target', from.target],
  ] as const)
    if (!isA(place, 'folder')) throw new InputError(`--${what} ${place}: no such folder`);
  const env = parseEnv(readFileSync(from.env, 'utf8'));
  refuseAnother(site, env, from.env);
  if (process.getuid?.() === 0)
    throw new InputError('PostgreSQL starts no server as root: run this as another user, who may write to the target');
  const folder = mkdtempSync(join(tmpdir(), 'mammut-adopt-'));
  try {
    write(join(folder, 'scripts'), backupScripts);
    write(join(folder, 'settings'), settingsFiles(site).settings);
    write(join(folder, 'keys'), settingsFiles(site).keys);
    for (const [secret, values] of secretsOf(site, env)) write(join(folder, 'secrets', secret), values);
    mkdirSync(join(folder, 'work'));
    const { status } = spawnSync('bash', ['-c', bothScripts, join(folder, 'scripts')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      // Where the old server lost files long ago, and the operator knows.
      env: { PATH: path, ...scriptEnv(site, from, folder), ACCEPT_LOSS: process.env.ACCEPT_LOSS ?? '' },
    });
    return status === 0 ? 0 : 1;
  } finally {
    // It holds the secrets in clear.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The declaration, which must render, back up, and keep media on a volume. */
function siteOf(file: string): Site {
  const { site } = loadSite(file);
  if (planOf(site)?.recipients === undefined)
    throw new InputError(`${file}: backup: none: declare a target and recipients first`);
  if (site.mastodon.media.kind !== 'volume')
    throw new InputError(
      `${file}: media in a bucket are not adopted: copy public/system there with rclone, restore the dump by hand`,
    );
  return site;
}

/** PATH with PostgreSQL's own folder, which Debian keeps apart. */
function programPath({ versions }: Site): string {
  const major = versions.postgresql.split('.')[0] ?? '';
  const path = [`/usr/lib/postgresql/${major}/bin`, process.env.PATH ?? '/usr/bin:/bin'].join(delimiter);
  const missing = programs.filter((name) => !path.split(delimiter).some((folder) => existsSync(join(folder, name))));
  if (missing.length > 0)
    throw new InputError(
      `not found here: ${missing.join(', ')}: install PostgreSQL ${major} with its server, zstd and openssl, e.g. \`sudo apt-get install postgresql-${major} zstd openssl\``,
    );
  return path;
}

/** Another server's keys and media under this site's name would be found out at the restore only. */
function refuseAnother(site: Site, env: ReadonlyMap<string, string>, file: string): void {
  const { handleDomain, webDomain } = site.mastodon;
  const local = env.get('LOCAL_DOMAIN');
  const web = env.get('WEB_DOMAIN') ?? local;
  if (local !== handleDomain || web !== webDomain)
    throw new InputError(
      `${file} is of ${local ?? 'nobody'} at ${web ?? 'nowhere'}, the declaration of ${handleDomain} at ${webDomain}: they must be one, domains can never change`,
    );
  const missing = bootKeys.filter((name) => !env.get(name));
  if (missing.length > 0)
    throw new InputError(
      `${file} lacks ${missing.join(', ')}: without them the database can not be read; on Mastodon older than 4.3 upgrade there first`,
    );
}

/** Secrets as the cluster will have them. What the old server did not have, its new chapter on secrets makes. */
function secretsOf(site: Site, env: ReadonlyMap<string, string>): Map<string, Record<string, string>> {
  const secrets = new Map<string, Record<string, string>>();
  for (const { name, from } of secretSettings(site)) {
    const value = env.get(name);
    if (value) secrets.set(from.name, { ...secrets.get(from.name), [from.key]: value });
  }
  return secrets;
}

function scriptEnv(site: Site, from: Adopted, folder: string): Record<string, string> {
  return {
    LANG: 'C.UTF-8',
    SITE: site.name,
    WEB_DOMAIN: site.mastodon.webDomain,
    MASTODON_VERSION: from.mastodonVersion ?? site.mastodon.version,
    MEDIA_KIND: 'volume',
    CACHE: planOf(site)?.cache ?? 'emojis',
    JOB_NAME: 'adopt',
    DUMP: resolve(from.dump),
    MEDIA: resolve(from.media),
    TARGET: resolve(from.target),
    SECRETS: join(folder, 'secrets'),
    SETTINGS: join(folder, 'settings'),
    KEYS: join(folder, 'keys'),
    WORK: join(folder, 'work'),
    DATA: join(folder, 'data'),
    TERMINATION_LOG: join(folder, 'work', 'last-words'),
  };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 });
}

function isA(place: string, kind: 'file' | 'folder'): boolean {
  const found = statSync(place, { throwIfNoEntry: false });
  return (kind === 'file' ? found?.isFile() : found?.isDirectory()) ?? false;
}
