import type { RequestOptions } from 'node:https';
import { parseArgs } from 'node:util';

/** Where a client's program asks: `--address 10.89.0.240 --host social.example.org --path /…`. */
export function target(): RequestOptions & { readonly words: readonly string[] } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      address: { type: 'string', default: '' },
      host: { type: 'string', default: '' },
      path: { type: 'string', default: '/' },
    },
  });
  return {
    host: values.address,
    servername: values.host,
    path: values.path,
    headers: { host: values.host },
    agent: false,
    rejectUnauthorized: false,
    words: positionals,
  };
}
