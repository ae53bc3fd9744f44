import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { refuseLinks } from '../output/links';
import type { SecretNeed } from '../site/room';
import type { Site } from '../site/site';
import { InputError } from './errors';
import { writing } from './write';

/** A Secret that lies in the folder already: with its values, or sealed, when only the names of its keys can be read. */
export interface Held {
  readonly keys: readonly string[];
  /** Undefined where it is encrypted. */
  readonly values: Readonly<Record<string, string>> | undefined;
}

/** What only a person knows is asked for in it. */
export const missingFile = 'missing.env';

export const fileOf = ({ name, namespace }: SecretNeed, site: Site) =>
  `${namespace === site.namespace ? '' : `${namespace}.`}${name}.yaml`;

export const isEncrypted = (held: Held | undefined) => held !== undefined && held.values === undefined;

/** Where the secrets of one site lie, each in a file of its own, outside whatever is rendered. */
export class SecretFolder {
  constructor(readonly path: string) {}

  in(name: string): string {
    return join(this.path, name);
  }

  /** @throws {InputError} for a file that is no Secret: it is never overwritten */
  held(name: string): Held | undefined {
    const file = this.in(name);
    if (!existsSync(file)) return undefined;
    const object = parsed(file);
    const { data = {}, stringData = {}, sops } = object;
    const keys = [...Object.keys(data), ...Object.keys(stringData)];
    if (object.kind !== 'Secret')
      throw new InputError(`${file} is no Secret: move it away, or choose another folder with --out`);
    if (sops !== undefined) return { keys, values: undefined };
    const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
    return { keys, values: { ...Object.fromEntries(decoded), ...stringData } };
  }

  /** Whole or not at all, and only for the person who runs this. */
  write(name: string, content: string): void {
    const file = this.in(name);
    writing(file, () => {
      refuseLinks(dirname(file));
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // What a cut left behind.
      rmSync(`${file}.new`, { force: true });
      writeFileSync(`${file}.new`, content, { mode: 0o600, flag: 'wx' });
      renameSync(`${file}.new`, file);
    });
  }
}

interface SecretFile {
  readonly kind?: unknown;
  readonly data?: Record<string, string>;
  readonly stringData?: Record<string, string>;
  readonly sops?: unknown;
}

function parsed(file: string): SecretFile {
  try {
    return (parse(readFileSync(file, 'utf8')) ?? {}) as SecretFile;
  } catch {
    // What the parser quotes could be a secret.
    throw new InputError(`${file} can't be read as YAML: mend it, or move it away`);
  }
}
