import { existsSync } from 'node:fs';
import type { FilledSecret } from '../delivery/secret-values';
import type { Site } from '../site/site';
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

/** Names and commands, never a value. */
export function tell({ site, folder, done, undone, files, options, held, brought }: Told): void {
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

function tellBrought(say: (line: string) => void, all: readonly FilledSecret[], brought: Settings, file: string): void {
  const wanted = new Set(all.flatMap(({ need }) => need.keys.flatMap((one) => namesOf(need, one))));
  const found = [...brought.keys()];
  const used = found.filter((name) => wanted.has(name) && brought.get(name));
  const unused = found.filter((name) => !wanted.has(name) && /SECRET|PASS|_KEY|TOKEN|SALT/.test(name));
  say(`from ${file}: ${used.join(', ') || 'nothing'}`);
  if (unused.length > 0) say(`in ${file}, and not needed by this site: ${unused.join(', ')}`);
  say('');
}
