import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Recipients } from '../init/draft';
import { InputError } from './errors';
import { outputOf } from './tool';

const names = ['operator', 'rehearsal'] as const;

/** One of the two keys of docs/backup.md: private, and the certificate that belongs to it. */
export interface Key {
  readonly name: (typeof names)[number];
  readonly key: string;
  readonly certificate: string;
  readonly isNew: boolean;
}

/** Both, made where they are not there yet. */
export const keysBeside = (file: string): Key[] => names.map((name) => keyBeside(file, name));

function keyBeside(file: string, name: Key['name']): Key {
  const [key = '', certificate = ''] = ['key', 'crt'].map((ending) => join(dirname(file), `${name}.${ending}`));
  const isNew = !existsSync(key);
  if (isNew) {
    const before = process.umask(0o077);
    outputOf('openssl', 'https://openssl-library.org', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '36500'],
      ...['-subj', `/CN=backup ${name}`, '-keyout', key, '-out', certificate],
    ]);
    process.umask(before);
  }
  if (!existsSync(certificate))
    throw new InputError(`${key} is there, and ${certificate} is not: bring it back, or move the key away`);
  return { name, key, certificate: readFileSync(certificate, 'utf8'), isNew };
}

export function recipientsOf(keys: readonly Key[]): Recipients | undefined {
  const of = (name: Key['name']) => keys.find((one) => one.name === name)?.certificate ?? '';
  return keys.length === 0 ? undefined : { operator: of('operator'), rehearsal: of('rehearsal') };
}

/** What a person is told of one that was made. */
export const keptText = ({ key, isNew }: Key) =>
  isNew ? `${key}: made. Keep a copy outside this house: without it nobody opens a backup's secrets.\n` : '';
