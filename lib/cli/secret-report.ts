import { existsSync } from 'node:fs';
import type { FilledSecret } from '../delivery/secret-values';
import type { Site } from '../site/site';
import { json } from './print';
import { isQuiet } from './quiet';
import { fileOf, isEncrypted, missingFile, type SecretFolder } from './secret-folder';
import { type AllHeld, namesOf, type Settings } from './secret-sources';
import type { SecretsOptions } from './secrets';

export interface NewFile {
  readonly name: string;
  readonly content: string;
}

interface Told {
  readonly site: Site;
  readonly folder: SecretFolder;
  readonly done: readonly FilledSecret[];
  readonly undone: readonly FilledSecret[];
  readonly files: readonly NewFile[];
  readonly held: AllHeld;
  readonly brought: Settings | undefined;
  readonly options: SecretsOptions;
}

/** What became of one Secret: names alone. */
interface Reported {
  readonly name: string;
  readonly namespace: string;
  readonly file: string;
  readonly state: 'written' | 'keys added' | 'kept as it is' | 'missing values';
  /** Files made of it beside: sealed, or an ExternalSecret. */
  readonly beside: readonly string[];
  /** Keys that an encrypted one, which stays as it is, has not. */
  readonly lacks: readonly string[];
  /** Keys whose values only a person knows. */
  readonly missing: readonly string[];
  /** What brings it into the cluster. */
  readonly command?: string;
}

/** Names and commands, never a value. */
export function tell(told: Told): void {
  const secrets = [
    ...told.done.map((one) => reportOf(one, told)),
    ...told.undone.map((one) => undoneReport(one, told)),
  ];
  if (told.options.report === 'json') process.stdout.write(json({ ...placesOf(told), secrets }));
  else
    process.stdout.write(
      (isQuiet() ? undoneLines(secrets, told) : lines(secrets, told)).map((one) => `${one}\n`).join(''),
    );
}

function placesOf({ site, folder, undone, brought, done, options }: Told) {
  return {
    site: site.name,
    folder: folder.path,
    ...(undone.length > 0 && { fillIn: folder.in(missingFile) }),
    ...(brought && { fromEnv: { file: options.fromEnv, ...broughtNames([...done, ...undone], brought) } }),
  };
}

function reportOf({ need }: FilledSecret, { site, folder, files, held, options }: Told): Reported {
  const name = fileOf(need, site);
  const before = held.get(need);
  const isWritten = files.some((one) => one.name === name);
  return {
    name: need.name,
    namespace: need.namespace,
    file: folder.in(name),
    state: isWritten ? (before ? 'keys added' : 'written') : 'kept as it is',
    beside: files.filter((one) => one.name.endsWith(`/${name}`)).map((one) => folder.in(one.name)),
    lacks: need.keys.map(({ key }) => key).filter((key) => isEncrypted(before) && !before?.keys.includes(key)),
    missing: [],
    command: command(folder, name, options.format, isEncrypted(before)),
  };
}

const undoneReport = ({ need, missing }: FilledSecret, { site, folder }: Told): Reported => ({
  name: need.name,
  namespace: need.namespace,
  file: folder.in(fileOf(need, site)),
  state: 'missing values',
  beside: [],
  lacks: [],
  missing: missing.map(({ key }) => key),
});

function lines(secrets: readonly Reported[], told: Told): string[] {
  const { folder, done, undone, brought, options } = told;
  const made = secrets.filter(({ command }) => command !== undefined);
  const outlives = `Keep a copy of ${folder.path} where it outlives this house: without it no backup of the database can be read.`;
  const isFilledIn = undone.length === 0 && existsSync(folder.in(missingFile));
  return [
    ...(brought === undefined ? [] : broughtLines([...done, ...undone], brought, options.fromEnv ?? '')),
    ...made.flatMap(({ file, state, beside, lacks }) => [
      `${file}: ${state}`,
      ...beside.map((one) => `${one}: written`),
      ...(lacks.length === 0 ? [] : [`    it lacks ${lacks.join(', ')}: add them with \`sops edit ${file}\``]),
    ]),
    ...(made.length === 0 ? [] : ['', 'Once the namespace is there (a Secret that exists is never replaced):']),
    ...made.map(({ command }) => `  ${command}`),
    ...(made.length > 0 && options.format === 'secret' ? ['', outlives] : []),
    ...(undone.length === 0 ? [] : ['', ...undoneLines(secrets, told)]),
    ...(isFilledIn ? ['', `${folder.in(missingFile)} is needed no more: delete it.`] : []),
  ];
}

function undoneLines(secrets: readonly Reported[], { folder }: Told): string[] {
  const undone = secrets.filter(({ missing }) => missing.length > 0);
  if (undone.length === 0) return [];
  return [
    'Not written, for only you know what belongs in there:',
    ...undone.map(({ name, missing }) => `  ${name}: ${missing.join(', ')}`),
    `Fill in ${folder.in(missingFile)} and run this again.`,
  ];
}

function command(folder: SecretFolder, name: string, format: SecretsOptions['format'], encrypted: boolean): string {
  if (format === 'sops' || encrypted) return `sops decrypt ${folder.in(name)} | kubectl create -f -`;
  if (format === 'sealed-secrets') return `kubectl apply -f ${folder.in(`sealed/${name}`)}`;
  if (format === 'external-secrets') return `kubectl apply -f ${folder.in(`external/${name}`)}`;
  return `kubectl create -f ${folder.in(name)}`;
}

function broughtNames(all: readonly FilledSecret[], brought: Settings) {
  const wanted = new Set(all.flatMap(({ need }) => need.keys.flatMap((one) => namesOf(need, one))));
  const found = [...brought.keys()];
  return {
    used: found.filter((name) => wanted.has(name) && brought.get(name)),
    unused: found.filter((name) => !wanted.has(name) && /SECRET|PASS|_KEY|TOKEN|SALT/.test(name)),
  };
}

function broughtLines(all: readonly FilledSecret[], brought: Settings, file: string): string[] {
  const { used, unused } = broughtNames(all, brought);
  return [
    `from ${file}: ${used.join(', ') || 'nothing'}`,
    ...(unused.length === 0 ? [] : [`in ${file}, and not needed by this site: ${unused.join(', ')}`]),
    '',
  ];
}
