import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Known } from '../delivery/secret-values';
import { bootKeys, pushKeys } from '../mastodon/secret-settings';
import type { SecretKeyNeed, SecretNeed } from '../site/room';
import { parseEnv, unreadLines } from './env-file';
import { InputError } from './errors';
import { readText } from './load';
import { isQuiet } from './quiet';
import type { Held } from './secret-folder';

// Where values of secrets come from, and which of them may not stand beside each other.

export type Settings = ReadonlyMap<string, string>;
export type AllHeld = ReadonlyMap<SecretNeed, Held | undefined>;

/** Settings that belong to the data: another value makes rows unreadable, or ends everybody's sessions and subscriptions. */
const ofTheData: readonly string[] = [...bootKeys, ...pushKeys];

/** Names by which a value may stand in a file of settings: Mastodon's own, or the Secret's and key's. */
export const namesOf = ({ name }: SecretNeed, { key, settings = [] }: SecretKeyNeed) => [
  ...settings,
  `${name}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_'),
];

export function settingsOf(file: string): Settings {
  const text = readText(file);
  if (text === undefined) throw new InputError(`${file}: no such file`);
  if (!isQuiet())
    for (const line of unreadLines(text)) process.stderr.write(`${file}:${line}: not read: write NAME=value\n`);
  return parseEnv(text);
}

/** A setting's value; `<name>_FILE` names a file that holds it. */
function valueIn(settings: Settings, names: readonly string[]): string | undefined {
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
export function knownValues(
  declaration: string,
  held: AllHeld,
  brought: Settings | undefined,
  filledIn: Settings,
): Known {
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
export function refuseChanges(
  needs: readonly SecretNeed[],
  held: AllHeld,
  brought: Settings | undefined,
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
export function refuseFresh(needs: readonly SecretNeed[], held: AllHeld, brought: Settings, file: string): void {
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
