import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { planOf } from '../backup/plan';
import { backupScripts } from '../backup/scripts';
import { settingsFiles } from '../backup/settings';
import { secretSettings } from '../mastodon/secret-settings';
import type { Site } from '../site/site';
import { programPath, refuseAnother, refuseMissing, siteOf } from './adopt-checks';
import { parseEnv } from './env-file';
import { InputError } from './errors';
import { readText } from './load';
import type { Format } from './options';
import { json } from './print';
import { isQuiet } from './quiet';
import { inTemporaryFolder } from './temporary';

export interface AdoptOptions {
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
  readonly format: Format;
}

/** The throwaway server runs beside and is ended, whatever comes of the set. Until it is PostgreSQL it is a shell in the background, which hears no INT. */
const bothScripts = `bash "$0/rehearse-server.sh" & server=$!
bash "$0/adopt.sh"; code=$?
while kill -INT "$server" 2>/dev/null; do sleep 0.1; done; wait "$server"
exit "$code"`;

/**
 * Makes a backup set of what a server on Docker or bare metal leaves, by running the very scripts of the backup here.
 * @returns the exit code
 * @throws {InputError} for what a person can mend; nothing is written then
 */
export function adopt(file: string, from: AdoptOptions): number {
  const site = siteOf(file);
  const path = programPath(site);
  refuseMissing(from);
  const env = parseEnv(readFileSync(from.env, 'utf8'));
  refuseAnother(site, env, from.env);
  if (process.getuid?.() === 0)
    throw new InputError('PostgreSQL starts no server as root: run this as another user, who may write to the target');
  const before = setsOf(site, from);
  // It holds the secrets in clear.
  const { code, message } = inTemporaryFolder('mammut-adopt-', (folder) => {
    write(join(folder, 'scripts'), backupScripts);
    write(join(folder, 'settings'), settingsFiles(site).settings);
    write(join(folder, 'keys'), settingsFiles(site).keys);
    for (const [secret, values] of secretsOf(site, env)) write(join(folder, 'secrets', secret), values);
    mkdirSync(join(folder, 'work'));
    const { status } = spawnSync('bash', ['-c', bothScripts, join(folder, 'scripts')], {
      stdio: ['ignore', spoken(from.format), 'inherit'],
      // Where the old server lost files long ago, and the operator knows.
      env: { PATH: path, ...scriptEnv(site, from, folder), ACCEPT_LOSS: process.env.ACCEPT_LOSS ?? '' },
    });
    return { code: status === 0 ? 0 : 1, message: readText(lastWords(folder)) };
  });
  if (from.format === 'json') {
    const set = setsOf(site, from).find((name) => !before.includes(name));
    const { webDomain } = site.mastodon;
    process.stdout.write(json({ site: site.name, domain: webDomain, target: resolve(from.target), set, message }));
  } else if (isQuiet() && code !== 0) throw new InputError(message ?? 'the scripts ended early');
  return code;
}

const lastWords = (folder: string) => join(folder, 'work', 'last-words');

/** Where the scripts say what they do: they tell of each step themselves, as in a pod. */
const spoken = (format: Format) => {
  if (isQuiet()) return 'ignore';
  return format === 'json' ? process.stderr.fd : 'inherit';
};

/** Sets that lie in the target. */
function setsOf({ mastodon }: Site, { target }: AdoptOptions): string[] {
  const folder = join(target, mastodon.webDomain, 'sets');
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
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

function scriptEnv(site: Site, from: AdoptOptions, folder: string): Record<string, string> {
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
    TERMINATION_LOG: lastWords(folder),
  };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 });
}
