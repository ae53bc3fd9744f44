import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { externalSecret, secretObject } from '../delivery/secret-objects';
import { type FilledSecret, faultsOf, filled, type Known, mergedNeeds } from '../delivery/secret-values';
import { bootKeys, pushKeys } from '../mastodon/secret-settings';
import { rooms } from '../rooms';
import type { SecretKeyNeed, SecretNeed } from '../site/room';
import type { Site } from '../site/site';
import { type Encrypt, kubeseal, sops } from './encrypt';
import { parseEnv, unreadLines } from './env-file';
import { InputError } from './errors';
import { loadSite, readText } from './load';
import { type Held, SecretFolder } from './secret-folder';

export const secretFormats = ['secret', 'sops', 'sealed-secrets', 'external-secrets'] as const;

export interface SecretsOptions {
  readonly out: string | undefined;
  readonly format: (typeof secretFormats)[number];
  readonly fromEnv: string | undefined;
  readonly makeMissing: boolean;
  readonly age: string | undefined;
  readonly cert: string | undefined;
  readonly store: string | undefined;
}

/** Settings that belong to the data: another value makes rows unreadable, or ends everybody's sessions and subscriptions. */
const ofTheData: readonly string[] = [...bootKeys, ...pushKeys];

const missingFile = 'missing.env';

/**
 * Makes every Secret that the site needs and a person makes, once: what lies in the folder already stays as it is.
 * @returns the exit code: 1 where a value is missing that only a person knows
 * @throws {InputError} for what a person can mend; nothing is written then
 */
export function secrets(file: string, options: SecretsOptions): number {
  const site = loadSite(file);
  const folder = new SecretFolder(options.out ?? join('secrets', site.name));
  const needs = mergedNeeds(rooms.flatMap((room) => room.secrets(site)).filter(({ madeBy }) => madeBy === 'you'));
  const brought = options.fromEnv === undefined ? undefined : settingsOf(options.fromEnv);
  const held = new Map(needs.map((need) => [need, folder.held(fileOf(need, site))]));
  const known = knownValues(file, folder, held, brought);

  refuseChanges(needs, held, brought, options.fromEnv);
  if (brought !== undefined && !options.makeMissing) refuseFresh(needs, held, brought, options.fromEnv ?? '');
  const all = needs.map((need) => filled(need, known));
  const faults = all.filter(({ need }) => held.get(need)?.values !== undefined || !held.get(need)).flatMap(faultsOf);
  if (faults.length > 0) throw new InputError(faults.join('\nerror: '));

  const done = all.filter(({ need, missing }) => isEncrypted(held.get(need)) || missing.length === 0);
  const undone = all.filter((one) => !done.includes(one));
  const files = done.flatMap((one) => filesOf(one, held.get(one.need), site, folder, options));
  for (const { name, content } of files) folder.write(name, content);
  if (options.format !== 'sops' && !existsSync(folder.in('.gitignore'))) folder.write('.gitignore', ignored);
  askFor(undone, folder);
  tell({ site, folder, done, undone, files, options, held, brought, file });
  return undone.length > 0 ? 1 : 0;
}

/** In git only what is encrypted or holds no value. */
const ignored = '*\n!/sealed/\n!/sealed/*\n!/external/\n!/external/*\n';

const fileOf = ({ name, namespace }: SecretNeed, site: Site) =>
  `${namespace === site.namespace ? '' : `${namespace}.`}${name}.yaml`;

const isEncrypted = (held: Held | undefined) => held !== undefined && held.values === undefined;

/** Names by which a value may stand in a file of settings: Mastodon's own, or the Secret's and key's. */
const namesOf = ({ name }: SecretNeed, { key, settings = [] }: SecretKeyNeed) => [
  ...settings,
  `${name}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_'),
];

function settingsOf(file: string): ReadonlyMap<string, string> {
  const text = readText(file);
  if (text === undefined) throw new InputError(`${file}: no such file`);
  for (const line of unreadLines(text)) process.stderr.write(`${file}:${line}: not read: no NAME=value\n`);
  return parseEnv(text);
}

/** A setting's value; `<name>_FILE` names a file that holds it. */
function valueIn(settings: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = settings.get(name);
    if (value) return value;
    const file = settings.get(`${name}_FILE`);
    if (file) return textOf(file, `${name}_FILE`);
  }
  return undefined;
}

function textOf(file: string, what: string): string {
  const text = readText(file);
  if (text === undefined) throw new InputError(`${what}: ${file}: no such file`);
  return text;
}

/** In this order: what lies there, what was brought, what a person filled in, key files beside the declaration. */
function knownValues(
  declaration: string,
  folder: SecretFolder,
  held: ReadonlyMap<SecretNeed, Held | undefined>,
  brought: ReadonlyMap<string, string> | undefined,
): Known {
  const filledIn = existsSync(folder.in(missingFile)) ? settingsOf(folder.in(missingFile)) : new Map<string, string>();
  return (need, one) => {
    const names = namesOf(need, one);
    return (
      held.get(need)?.values?.[one.key] ??
      (brought && valueIn(brought, names)) ??
      valueIn(filledIn, names) ??
      keyFile(one, [dirname(declaration), '.'])
    );
  };
}

function keyFile({ made }: SecretKeyNeed, folders: readonly string[]): string | undefined {
  if (made === undefined || !('file' in made)) return undefined;
  const file = folders.map((folder) => join(folder, made.file)).find((one) => existsSync(one));
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

/** What was made once is never replaced, also not by what somebody brings later. */
function refuseChanges(
  needs: readonly SecretNeed[],
  held: ReadonlyMap<SecretNeed, Held | undefined>,
  brought: ReadonlyMap<string, string> | undefined,
  file = '',
): void {
  if (brought === undefined) return;
  const changed = needs.flatMap((need) =>
    need.keys
      .filter((one) => {
        const value = valueIn(brought, namesOf(need, one));
        const before = held.get(need)?.values?.[one.key];
        return value !== undefined && before !== undefined && value !== before;
      })
      .map(({ key }) => `${need.name}/${key}`),
  );
  if (changed.length > 0)
    throw new InputError(
      `${file} has other values of ${changed.join(', ')} than what was made before: one of them is wrong; delete the one that was never used`,
    );
}

/** New keys for an old database would make it unreadable. */
function refuseFresh(
  needs: readonly SecretNeed[],
  held: ReadonlyMap<SecretNeed, Held | undefined>,
  brought: ReadonlyMap<string, string>,
  file: string,
): void {
  const lacking = needs.flatMap((need) =>
    need.keys
      .filter((one) => one.settings?.some((name) => ofTheData.includes(name)))
      .filter((one) => valueIn(brought, namesOf(need, one)) === undefined && !held.get(need)?.keys.includes(one.key))
      .map(({ key }) => key),
  );
  if (lacking.length > 0)
    throw new InputError(
      `${file} lacks ${lacking.join(', ')}: with new ones its database can't be read; on Mastodon older than 4.3 upgrade there first; --make-missing makes them for a server that never had any`,
    );
}

interface NewFile {
  readonly name: string;
  readonly content: string;
}

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
    return [{ name, content: sops(age)(secretObject(one), folder.in(name)) }];
  }
  const isWhole = held !== undefined && one.need.keys.every(({ key }) => held.keys.includes(key));
  const plain = isWhole
    ? []
    : [{ name, content: secretObject({ ...one, values: { ...held?.values, ...one.values } }) }];
  if (format === 'external-secrets') {
    if (store === undefined) throw new InputError('--store: name the ClusterSecretStore that will hold the values');
    return [...plain, ...unlessThere(folder, `external/${name}`, () => externalSecret(one.need, site.name, store))];
  }
  return format === 'sealed-secrets' ? [...plain, ...sealed(one, folder, `sealed/${name}`, kubeseal(cert))] : plain;
}

const unlessThere = (folder: SecretFolder, name: string, content: () => string): NewFile[] =>
  existsSync(folder.in(name)) ? [] : [{ name, content: content() }];

const sealed = (one: FilledSecret, folder: SecretFolder, name: string, encrypt: Encrypt) =>
  unlessThere(folder, name, () => encrypt(secretObject(one), folder.in(name)));

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

interface Told {
  readonly site: Site;
  readonly file: string;
  readonly folder: SecretFolder;
  readonly done: readonly FilledSecret[];
  readonly undone: readonly FilledSecret[];
  readonly files: readonly NewFile[];
  readonly held: ReadonlyMap<SecretNeed, Held | undefined>;
  readonly brought: ReadonlyMap<string, string> | undefined;
  readonly options: SecretsOptions;
}

function tell({ site, folder, done, undone, files, options, held, brought }: Told): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (brought !== undefined) tellBrought(say, [...done, ...undone], brought, options.fromEnv ?? '');
  const written = new Set(files.map(({ name }) => name));
  for (const { need } of done) {
    const name = fileOf(need, site);
    say(`${folder.in(name)}: ${written.has(name) ? (held.get(need) ? 'keys added' : 'written') : 'kept as it is'}`);
    for (const beside of files.filter((one) => one.name.endsWith(`/${name}`)))
      say(`${folder.in(beside.name)}: written`);
    const lacking = need.keys.filter(({ key }) => isEncrypted(held.get(need)) && !held.get(need)?.keys.includes(key));
    if (lacking.length > 0)
      say(`    it lacks ${lacking.map(({ key }) => key).join(', ')}: add them with \`sops edit ${folder.in(name)}\``);
  }
  if (done.length > 0) {
    say('\nOnce the namespace is there (a Secret that exists is never replaced):');
    for (const { need } of done)
      say(`  ${command(folder, fileOf(need, site), options.format, isEncrypted(held.get(need)))}`);
    if (options.format === 'secret')
      say(
        `\nKeep a copy of ${folder.path} where it outlives this house: without it no backup of the database can be read.`,
      );
  }
  if (undone.length > 0) {
    say('\nNot written, for only you know what belongs in there:');
    for (const { need, missing } of undone) say(`  ${need.name}: ${missing.map(({ key }) => key).join(', ')}`);
    say(`Fill in ${folder.in(missingFile)} and run this again.`);
  } else if (existsSync(folder.in(missingFile))) say(`\n${folder.in(missingFile)} is needed no more: delete it.`);
}

function command(folder: SecretFolder, name: string, format: SecretsOptions['format'], encrypted: boolean): string {
  if (format === 'sops' || encrypted) return `sops decrypt ${folder.in(name)} | kubectl create -f -`;
  if (format === 'sealed-secrets') return `kubectl apply -f ${folder.in(`sealed/${name}`)}`;
  if (format === 'external-secrets') return `kubectl apply -f ${folder.in(`external/${name}`)}`;
  return `kubectl create -f ${folder.in(name)}`;
}

/** Names only. */
function tellBrought(
  say: (line: string) => void,
  all: readonly FilledSecret[],
  brought: ReadonlyMap<string, string>,
  file: string,
): void {
  const wanted = new Set(all.flatMap(({ need }) => need.keys.flatMap((one) => namesOf(need, one))));
  const found = [...brought.keys()];
  const used = found.filter((name) => wanted.has(name) && brought.get(name));
  const unused = found.filter((name) => !wanted.has(name) && /SECRET|PASS|_KEY|TOKEN|SALT/.test(name));
  say(`from ${file}: ${used.join(', ') || 'nothing'}`);
  if (unused.length > 0) say(`in ${file}, and not needed by this site: ${unused.join(', ')}`);
  say('');
}
