// Redis and PostgreSQL by the settings that Mastodon's streaming server reads.
const tls = { disable: false, 'no-verify': { rejectUnauthorized: false } };

/** Sentinels where they are named; their login is the server's unless said otherwise. */
function redisOptions(env) {
  const login = {
    db: Number(env.REDIS_DB || 0),
    username: env.REDIS_USER || undefined,
    password: env.REDIS_PASSWORD || undefined,
  };
  if (!env.REDIS_SENTINELS || !env.REDIS_SENTINEL_MASTER) {
    return { host: env.REDIS_HOST || '127.0.0.1', port: Number(env.REDIS_PORT || 6379), ...login };
  }
  return {
    sentinels: env.REDIS_SENTINELS.split(',').map((peer) => {
      const [host, port] = peer.split(':');
      return { host, port: Number(port ?? (env.REDIS_SENTINEL_PORT || 26379)) };
    }),
    name: env.REDIS_SENTINEL_MASTER,
    sentinelUsername: env.REDIS_SENTINEL_USERNAME || login.username,
    sentinelPassword: env.REDIS_SENTINEL_PASSWORD || login.password,
    ...login,
  };
}

function databaseOptions(env) {
  return {
    host: env.DB_HOST || 'localhost',
    port: Number(env.DB_PORT || 5432),
    database: env.DB_NAME || 'mastodon_production',
    user: env.DB_USER || 'mastodon',
    password: env.DB_PASS,
    ssl: tls[env.DB_SSLMODE ?? 'disable'] ?? {},
    max: Number(env.DB_POOL || 10),
    connectionTimeoutMillis: 15_000,
  };
}

module.exports = { redisOptions, databaseOptions };
