import { InputError } from './errors';
import { outputOf } from './tool';

/** Encrypts a Secret by the tool that will decrypt it; it gets it on its standard input. */
export type Encrypt = (secret: string, file: string) => string;

/** @param recipients public age keys; `@default -` what .sops.yaml or sops' own variables say */
export function sops(recipients: string | undefined): Encrypt {
  return (secret, file) =>
    encrypted(
      'sops',
      'https://getsops.io',
      [
        'encrypt',
        ...['--input-type', 'yaml', '--output-type', 'yaml', '--filename-override', file],
        ...(recipients === undefined ? [] : ['--age', recipients]),
        ...['--encrypted-regex', '^(data|stringData)$'],
      ],
      secret,
    );
}

/** @param certificate of the controller: `kubeseal --fetch-cert`; `@default -` kubeseal asks the cluster */
export function kubeseal(certificate: string | undefined): Encrypt {
  return (secret) =>
    encrypted(
      'kubeseal',
      'https://github.com/bitnami-labs/sealed-secrets',
      ['--format', 'yaml', ...(certificate === undefined ? [] : ['--cert', certificate])],
      secret,
    );
}

/** All is encrypted before the first file is written. */
function encrypted(...asked: Parameters<typeof outputOf>): string {
  try {
    return outputOf(...asked);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${error.message}; nothing was written`) : error;
  }
}
