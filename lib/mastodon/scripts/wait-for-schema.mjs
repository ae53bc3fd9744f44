// Ends as soon as the database has Mastodon's schema. Connects as streaming/database.js does.
import { createRequire } from 'node:module';

// The image has this package for the streaming server; the script itself lies elsewhere.
const { Client } = createRequire(`${process.cwd()}/streaming/index.js`)('pg');
const { DB_HOST: host, DB_PORT: port, DB_NAME: database, DB_USER: user, DB_PASS: password } = process.env;
const tls = { disable: false, 'no-verify': { rejectUnauthorized: false } };

async function hasSchema() {
  const client = new Client({
    host,
    port: Number(port),
    database,
    user,
    password,
    ssl: tls[process.env.DB_SSLMODE ?? 'disable'] ?? {},
    connectionTimeoutMillis: 5000,
  });
  // A connection that breaks while idle must not end the program.
  client.on('error', () => {});
  try {
    await client.connect();
    // Rails makes this table after all others.
    const { rows } = await client.query("SELECT to_regclass('schema_migrations') IS NOT NULL AS there");
    return rows[0].there;
  } finally {
    await client.end().catch(() => {});
  }
}

let said;
function say(text) {
  if (text !== said) console.log(text);
  said = text;
}

for (;;) {
  try {
    if (await hasSchema()) break;
    say("waiting for Mastodon's schema");
  } catch (error) {
    say(`waiting for the database: ${error.message || error.code}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 3000));
}
console.log('the schema is there');
