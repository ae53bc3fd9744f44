import { createServer } from 'node:http';

// Answers every call at `ADDRESS:PORT` and prints its path and body as a line of JSON; ends with its standard input.
const [address, port] = (process.argv[2] ?? '').split(':');
createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    console.log(JSON.stringify({ path: request.url, body }));
    response.end('OK');
  });
}).listen(Number(port), address, () => console.log(JSON.stringify({ path: 'listening', body: '' })));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
