// Answers as Mastodon's streaming server does: the health path, and a WebSocket that passes on what Sidekiq publishes.
const http = require('node:http');
const Redis = require('ioredis');
const { Pool } = require('pg');
const { WebSocketServer } = require('ws');

const { env } = process;

/** Mastodon's streaming/redis.js: Sentinels where they are named, whose password is the server's unless said otherwise. */
function redisOptions() {
  const password = env.REDIS_PASSWORD;
  if (!env.REDIS_SENTINELS)
    return { host: env.REDIS_HOST ?? '127.0.0.1', port: Number(env.REDIS_PORT ?? 6379), password };
  const port = Number(env.REDIS_SENTINEL_PORT ?? 26379);
  return {
    sentinels: env.REDIS_SENTINELS.split(',').map((peer) => {
      const [host, own] = peer.split(':');
      return { host, port: Number(own ?? port) };
    }),
    name: env.REDIS_SENTINEL_MASTER,
    password,
    sentinelPassword: env.REDIS_SENTINEL_PASSWORD ?? password,
  };
}

const redis = new Redis(redisOptions());
redis.on('error', (error) => console.error(`Redis: ${error.message}`));
const sockets = new Set();
redis.subscribe('timeline:public').catch((error) => console.error(`Redis: ${error.message}`));
redis.on('message', (_channel, message) => {
  const { event, payload } = JSON.parse(message);
  for (const socket of sockets)
    socket.send(JSON.stringify({ stream: ['public'], event, payload: JSON.stringify(payload) }));
});

const database = new Pool({
  host: env.DB_HOST,
  port: Number(env.DB_PORT),
  database: env.DB_NAME,
  user: env.DB_USER,
  password: env.DB_PASS,
  max: Number(env.DB_POOL ?? 10),
  connectionTimeoutMillis: 15000,
});
database.on('error', (error) => console.error(`PostgreSQL: ${error.message}`));

const server = http.createServer((request, response) => {
  const found = request.url === '/api/v1/streaming/health';
  response.writeHead(found ? 200 : 404, { 'content-type': 'text/plain' });
  response.end(found ? 'OK' : 'Not found');
});

const accepting = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  // Mastodon looks the token up here; without the database nobody gets in.
  database.query('SELECT 1').then(
    () => accepting.handleUpgrade(request, socket, head, (connected) => hold(connected)),
    () => socket.end('HTTP/1.1 500 Internal Server Error\r\n\r\n'),
  );
});

function hold(socket) {
  sockets.add(socket);
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const beat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, 30_000);
  socket.on('close', () => {
    clearInterval(beat);
    sockets.delete(socket);
  });
  socket.on('error', () => socket.terminate());
}

server.listen(Number(env.PORT ?? 4000), env.BIND ?? '127.0.0.1', () => console.log('streaming: listening'));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    for (const socket of sockets) socket.close(1001);
    server.close();
    process.exit(0);
  });
}
