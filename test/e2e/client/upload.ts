import { request } from 'node:https';
import { target } from './connection';

// Uploads a file of BYTES as a form, evenly over SECONDS, as somebody on a slow line does; prints status, body and time.
const { words, ...to } = target();
const [bytes = 0, seconds = 0] = words.map(Number);
const boundary = 'e2e-boundary';
const head = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="upload.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
);
const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
const started = Date.now();
const sent = request(
  {
    ...to,
    method: 'POST',
    headers: {
      ...to.headers,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + bytes + tail.length,
    },
  },
  (response) => {
    let body = '';
    response.on('data', (chunk) => (body += chunk));
    response.on('end', () => finish(response.statusCode ?? 0, body));
  },
);
sent.on('error', (error) => finish(0, error.message));
sent.write(head);

const steps = Math.max(1, seconds * 4);
let step = 0;
const ticking = setInterval(() => {
  const from = Math.floor((bytes * step) / steps);
  step += 1;
  sent.write(Buffer.alloc(Math.floor((bytes * step) / steps) - from, 'm'));
  if (step < steps) return;
  clearInterval(ticking);
  sent.end(tail);
}, 250);

function finish(status: number, body: string): void {
  clearInterval(ticking);
  console.log(JSON.stringify({ status, body, seconds: (Date.now() - started) / 1000 }));
  process.exit(0);
}
