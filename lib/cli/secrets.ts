import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { externalSecret, secretObject } from '../delivery/secret-objects';
import { type FilledSecret, faultsOf, filled, mergedNeeds } from '../delivery/secret-values';
import { secretsOf } from '../output/objects';
import type { SecretKeyNeed } from '../site/room';
import type { Site } from '../site/site';
import { type Encrypt, kubeseal, sops } from './encrypt';
import { InputError } from './errors';
import { loadSite } from './load';
import type { Format } from './options';
import { during } from './progress';
import { fileOf, type Held, isEncrypted, missingFile, SecretFolder } from './secret-folder';
import { type NewFile, tell } from './secret-report';
import { knownValues, namesOf, refuseChanges, refuseFresh, settingsOf } from './secret-sources';

export const secretFormats = ['secret', 'sops', 'sealed-secrets', 'external-secrets'] as const;

export interface SecretsOptions {
  readonly out: string | undefined;
  readonly format: (typeof secretFormats)[number];
  readonly fromEnv: string | undefined;
  readonly makeMissing: boolean;
  readonly age: string | undefined;
  readonly cert: string | undefined;
  readonly store: string | undefined;
  /** How it is told what was done; `format` is the Secrets' own. */
  readonly report: Format;
}

/**
 * Makes every Secret that the site needs and a person makes, once: what lies in the folder already stays as it is.
 * @returns the exit code: 1 where a value is missing that only a person knows
 * @throws {InputError} for what a person can mend; nothing is written then
 */
export function secrets(file: string, options: SecretsOptions): number {
  const { site } = loadSite(file);
  const folder = new SecretFolder(options.out ?? join('secrets', site.name));
  const needs = mergedNeeds(secretsOf(site).filter(({ madeBy }) => madeBy === 'you'));
  const brought = options.fromEnv === undefined ? undefined : settingsOf(options.fromEnv);
  const held = new Map(needs.map((need) => [need, folder.held(fileOf(need, site))]));
  const filledIn = existsSync(folder.in(missingFile)) ? settingsOf(folder.in(missingFile)) : new Map<string, string>();
  const known = knownValues(file, held, brought, filledIn);

  refuseChanges(needs, held, brought, options.fromEnv);
  if (brought !== undefined && !options.makeMissing) refuseFresh(needs, held, brought, options.fromEnv ?? '');
  const all = needs.map((need) => filled(need, known));
  const faults = all.filter(({ need }) => held.get(need)?.values !== undefined || !held.get(need)).flatMap(faultsOf);
  if (faults.length > 0) throw new InputError(faults.join('\nerror: '));

  const done = all.filter(({ need, missing }) => isEncrypted(held.get(need)) || missing.length === 0);
  const undone = all.filter((one) => !done.includes(one));
  const files = done.flatMap((one) => filesOf(one, held.get(one.need), site, folder, options));
  for (const { name, content } of files) folder.write(name, content);
  if (!existsSync(folder.in('.gitignore')))
    folder.write('.gitignore', options.format === 'sops' ? `${missingFile}\n` : ignored);
  askFor(undone, folder);
  tell({ site, folder, done, undone, files, options, held, brought });
  return undone.length > 0 ? 1 : 0;
}

/** In git only what is encrypted or holds no value; in sops' folder everything is but what a person fills in. */
const ignored = '*\n!/sealed/\n!/sealed/*\n!/external/\n!/external/*\n';

/** All is encrypted before the first file is written. */
function filesOf(
  one: FilledSecret,
  held: Held | undefined,
  site: Site,
  folder: SecretFolder,
  { format, age, cert, store }: SecretsOptions,
): NewFile[] {
  const name = fileOf(one.need, site);
  if (isEncrypted(held)) return [];
  if (format === 'sops') {
    if (held !== undefined)
      throw new InputError(
        `${folder.in(name)} is there in clear: encrypt it with \`sops encrypt --in-place\`, or choose another folder with --out`,
      );
    return [{ name, content: encrypted(sops(age), one, folder.in(name)) }];
  }
  const isWhole = held !== undefined && one.need.keys.every(({ key }) => held.keys.includes(key));
  const plain = isWhole
    ? []
    : [{ name, content: secretObject({ ...one, values: { ...held?.values, ...one.values } }) }];
  if (format === 'external-secrets') {
    if (store === undefined)
      throw new InputError('external-secrets needs --store <name>: the ClusterSecretStore that will hold the values');
    return [...plain, ...unlessThere(folder, `external/${name}`, () => externalSecret(one.need, site.name, store))];
  }
  return format === 'sealed-secrets' ? [...plain, ...sealed(one, folder, `sealed/${name}`, kubeseal(cert))] : plain;
}

const unlessThere = (folder: SecretFolder, name: string, content: () => string): NewFile[] =>
  existsSync(folder.in(name)) ? [] : [{ name, content: content() }];

const sealed = (one: FilledSecret, folder: SecretFolder, name: string, encrypt: Encrypt) =>
  unlessThere(folder, name, () => encrypted(encrypt, one, folder.in(name)));

/** A cloud's or the cluster's key may take its time. */
const encrypted = (encrypt: Encrypt, one: FilledSecret, file: string) =>
  during(`encrypting ${file}`, () => encrypt(secretObject(one), file));

/** A file for what only a person knows; lines that stand there already stay. */
function askFor(undone: readonly FilledSecret[], folder: SecretFolder): void {
  const file = folder.in(missingFile);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : missingHead;
  const lines = undone.flatMap(({ need, missing }) =>
    missing
      .map((one) => ({ one, names: namesOf(need, one) }))
      .filter(({ names }) => !names.some((name) => new RegExp(`^${name}(_FILE)?=`, 'm').test(before)))
      .map(({ one, names }) => `# ${need.name}/${one.key}: ${one.what}\n${names[0]}${isPem(one) ? '_FILE' : ''}=\n`),
  );
  if (lines.length > 0) folder.write(missingFile, before + lines.join(''));
}

const missingHead =
  '# Values that only you know: fill them in behind the =, and run the same command again. NAME_FILE= names a file that holds one.\n';

const isPem = ({ key }: SecretKeyNeed) => /^tls\.|\.(pem|key|crt)$/.test(key);
