import { randomBytes } from 'node:crypto';
import { request } from 'node:https';
import { target } from './connection';

// Holds one WebSocket open and prints a line for whatever happens to it: open, ping, text, closed.
const to = target();
const say = (event: string, text = '') => console.log(JSON.stringify({ at: Date.now(), event, text }));
const key = randomBytes(16).toString('base64');
const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': key,
};
const asked = request({ ...to, headers: { ...to.headers, ...upgrade } });
asked.on('response', (response) => end(`status ${response.statusCode}`));
asked.on('error', (error) => end(error.message));
asked.on('upgrade', (_response, socket, head) => {
  say('open');
  let left: Buffer = head;
  const take = (chunk: Buffer) => {
    left = Buffer.concat([left, chunk]);
    for (let frame = first(left); frame !== undefined; frame = first(left)) {
      left = left.subarray(frame.length);
      if (frame.opcode === 1) say('text', frame.payload.toString());
      if (frame.opcode === 8) end('closed by the server');
      if (frame.opcode === 9) {
        say('ping');
        // A client's frames are masked; with zeros the bytes stay what they are.
        socket.write(Buffer.concat([Buffer.from([0x8a, 0x80 | frame.payload.length, 0, 0, 0, 0]), frame.payload]));
      }
    }
  };
  socket.on('data', take);
  socket.on('close', () => end('connection lost'));
  socket.on('error', (error) => end(error.message));
  take(Buffer.alloc(0));
});
asked.end();
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

/** The first whole frame; servers send theirs unmasked (RFC 6455, 5.2). */
function first(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra) return undefined;
  const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const length = 2 + extra + size;
  return bytes.length < length
    ? undefined
    : { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(2 + extra, length), length };
}

function end(reason: string): never {
  say('closed', reason);
  process.exit(0);
}
