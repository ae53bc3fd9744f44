import { spawnSync } from 'node:child_process';
import { InputError } from './errors';

/** Encrypts a Secret by the tool that will decrypt it; it gets it on its standard input. */
export type Encrypt = (secret: string, file: string) => string;

/** @param recipients public age keys; `@default -` what .sops.yaml or sops' own variables say */
export function sops(recipients: string | undefined): Encrypt {
  return (secret, file) =>
    output('sops', 'https://getsops.io', secret, [
      'encrypt',
      ...['--input-type', 'yaml', '--output-type', 'yaml', '--filename-override', file],
      ...(recipients === undefined ? [] : ['--age', recipients]),
      ...['--encrypted-regex', '^(data|stringData)$'],
    ]);
}

/** @param certificate of the controller: `kubeseal --fetch-cert`; `@default -` kubeseal asks the cluster */
export function kubeseal(certificate: string | undefined): Encrypt {
  return (secret) =>
    output('kubeseal', 'https://github.com/bitnami-labs/sealed-secrets', secret, [
      ...['--format', 'yaml'],
      ...(certificate === undefined ? [] : ['--cert', certificate]),
    ]);
}

function output(program: string, home: string, input: string, words: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, words, { input, encoding: 'utf8', env: process.env });
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw new InputError(`${program} is not here: install it (${home})`);
  // Whoever ends before it has read everything says why in its last words.
  if (code !== undefined && code !== 'EPIPE') throw new InputError(`${program} can't be run: ${message}`);
  if (status !== 0) throw new InputError(`${program} failed (${status}), and nothing was written: ${lastLine(stderr)}`);
  return stdout;
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
