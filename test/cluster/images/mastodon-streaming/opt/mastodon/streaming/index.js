// Answers as Mastodon's streaming server does: the health path, and a WebSocket that passes on what Sidekiq publishes.
const http = require('node:http');
const Redis = require('ioredis');
const { Pool } = require('pg');
const { WebSocketServer } = require('ws');
const { databaseOptions, redisOptions } = require('./settings');

const { env } = process;
const health = '/api/v1/streaming/health';
const heartbeat = 30_000;
/** Open sockets, and the streams that each asked for. */
const sockets = new Map();

const redis = env.REDIS_URL ? new Redis(env.REDIS_URL) : new Redis(redisOptions(env));
redis.on('error', (error) => console.error(`Redis: ${error.message}`));
// ioredis subscribes again by itself whenever it has to connect again.
redis.subscribe('timeline:public').catch((error) => console.error(`Redis: ${error.message}`));
redis.on('message', (_channel, message) => {
  const { event, payload } = JSON.parse(message);
  const text = JSON.stringify({ stream: ['public'], event, payload: JSON.stringify(payload) });
  for (const [socket, streams] of sockets) if (streams.has('public')) socket.send(text);
});

const database = new Pool(databaseOptions(env));
database.on('error', (error) => console.error(`PostgreSQL: ${error.message}`));

const server = http.createServer((request, response) => {
  const found = request.url === health;
  response.writeHead(found ? 200 : 404, { 'content-type': 'text/plain' });
  response.end(found ? 'OK' : 'Not found');
});

const accepting = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const { pathname, searchParams } = new URL(request.url, 'http://streaming');
  if (pathname !== '/api/v1/streaming') return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  // Mastodon looks the token up here; without the database nobody gets in.
  database.query('SELECT 1 FROM accounts LIMIT 1').then(
    () => accepting.handleUpgrade(request, socket, head, (open) => hold(open, searchParams.get('stream'))),
    (error) => {
      console.error(`PostgreSQL: ${error.message}`);
      socket.end('HTTP/1.1 500 Internal Server Error\r\n\r\n');
    },
  );
});

/** A stream is asked for in the address or by a message; who does not answer a ping until the next one is gone. */
function hold(socket, first) {
  const streams = new Set(first ? [first] : []);
  sockets.set(socket, streams);
  socket.on('message', (data) => {
    const { type, stream } = parsed(data);
    if (type === 'subscribe') streams.add(stream);
    if (type === 'unsubscribe') streams.delete(stream);
  });
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const beat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, heartbeat);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearInterval(beat);
    sockets.delete(socket);
  });
}

function parsed(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}

const { BIND = '127.0.0.1', PORT = '4000' } = env;
server.listen(Number(PORT), BIND, () => console.log(`streaming: listening on ${BIND}:${PORT}`));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close();
    process.exit(0);
  });
}
