import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import { parseArgs } from 'node:util';

/**
 * A client on the LAN that asks at a steady rate, whatever became of the requests before, and never retries. Runs until its
 * standard input closes; writes one line of JSON for each request, when it has ended.
 *   load.js --address 10.89.0.240 --host social.example.org --path /health --rate 10 --timeout 10 [--post]
 */
export interface Asked {
  /** Milliseconds since 1970 when it began. */
  readonly at: number;
  readonly ms: number;
  /** HTTP status, or why there is none. */
  readonly result: number | string;
  /** What was posted: the id that the server gave it, and the text that told it apart. */
  readonly id?: string;
  readonly text?: string;
}

const { values } = parseArgs({
  options: {
    address: { type: 'string', default: '' },
    host: { type: 'string', default: '' },
    path: { type: 'string', default: '/health' },
    rate: { type: 'string', default: '10' },
    timeout: { type: 'string', default: '10' },
    post: { type: 'boolean', default: false },
  },
});

let outstanding = 0;
let ended = false;

function ask(): void {
  const at = Date.now();
  const text = values.post ? randomUUID() : undefined;
  const body = text === undefined ? undefined : JSON.stringify({ status: text });
  outstanding += 1;
  let done = false;
  const finish = (result: number | string, id?: string) => {
    if (done) return;
    done = true;
    outstanding -= 1;
    const asked: Asked = { at, ms: Date.now() - at, result, ...(id ? { id } : {}), ...(text ? { text } : {}) };
    process.stdout.write(`${JSON.stringify(asked)}\n`);
    if (ended && outstanding === 0) process.exit(0);
  };
  const sent = request(
    {
      host: values.address,
      servername: values.host,
      path: values.path,
      method: body === undefined ? 'GET' : 'POST',
      // A connection for each: a new visitor every time.
      agent: false,
      rejectUnauthorized: false,
      headers: {
        host: values.host,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': text }),
      },
    },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => finish(error.message));
      response.on('end', () => finish(response.statusCode ?? 0, idIn(Buffer.concat(chunks).toString())));
    },
  );
  const seconds = Number(values.timeout);
  setTimeout(() => sent.destroy(new Error(`no answer in ${seconds} s`)), seconds * 1000).unref();
  sent.on('error', (error) => finish(error.message));
  sent.end(body);
}

function idIn(body: string): string | undefined {
  try {
    return String(JSON.parse(body).id);
  } catch {
    return undefined;
  }
}

const ticking = setInterval(ask, 1000 / Number(values.rate));
process.stdin.resume();
process.stdin.on('end', () => {
  ended = true;
  clearInterval(ticking);
  if (outstanding === 0) process.exit(0);
});
