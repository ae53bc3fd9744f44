import { createServer } from 'node:net';

// Accepts connections on `ADDRESS:PORT` words and says so once all of them listen; ends with its standard input.
const places = process.argv.slice(2).map((word) => word.split(':') as [string, string]);
let left = places.length;
for (const [address, port] of places) {
  createServer((socket) => socket.end()).listen(Number(port), address, () => {
    left -= 1;
    if (left === 0) console.log('listening');
  });
}
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
