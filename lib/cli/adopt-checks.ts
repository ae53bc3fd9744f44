import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { planOf } from '../backup/plan';
import { bootKeys } from '../mastodon/secret-settings';
import type { Site } from '../site/site';
import type { AdoptOptions } from './adopt';
import { InputError } from './errors';
import { loadSite } from './load';

// What must be so before a set is made; each throws an InputError for what a person can mend.

/** What the scripts call. zstd packs, openssl encrypts; the others are PostgreSQL's. */
const programs = ['initdb', 'postgres', 'pg_isready', 'pg_dump', 'pg_restore', 'psql', 'zstd', 'openssl', 'tar'];

/** The declaration, which must render, back up, and keep media on a volume. */
export function siteOf(file: string): Site {
  const { site } = loadSite(file);
  if (planOf(site)?.recipients === undefined)
    throw new InputError(`${file}: backup is none: declare a target and recipients first (docs/backup.md)`);
  if (site.mastodon.media.kind !== 'volume')
    throw new InputError(
      `${file}: media in a bucket are not adopted: copy public/system there with rclone, restore the dump by hand`,
    );
  return site;
}

/** PATH with PostgreSQL's own folder, which Debian keeps apart. */
export function programPath({ versions }: Site): string {
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
export function refuseAnother(site: Site, env: ReadonlyMap<string, string>, file: string): void {
  const { handleDomain, webDomain } = site.mastodon;
  const local = env.get('LOCAL_DOMAIN');
  const web = env.get('WEB_DOMAIN') ?? local;
  if (local !== handleDomain || web !== webDomain)
    throw new InputError(
      `${file} is of ${local ?? 'nobody'} at ${web ?? 'nowhere'} (LOCAL_DOMAIN, WEB_DOMAIN), the declaration of ${handleDomain} at ${webDomain}: they must be one, since domains can never change; mend the declaration, or name the other server's file`,
    );
  const missing = bootKeys.filter((name) => !env.get(name));
  if (missing.length > 0)
    throw new InputError(
      `${file} lacks ${missing.join(', ')}: without them the database can not be read; on Mastodon older than 4.3 upgrade there first`,
    );
}

export function refuseMissing(from: AdoptOptions): void {
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
}

function isA(place: string, kind: 'file' | 'folder'): boolean {
  const found = statSync(place, { throwIfNoEntry: false });
  return (kind === 'file' ? found?.isFile() : found?.isDirectory()) ?? false;
}
