import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = join(__dirname, '..', '..', 'lib', 'mastodon', 'scripts', 'wait-for-schema.mjs');

/** A stand-in for the package that the image has: answers one state after the other, across connections. */
const pg = `
const states = JSON.parse(process.env.STATES);
exports.Client = class {
  constructor(settings) { this.settings = settings; }
  on() {}
  async connect() {
    if (states[0] === 'away') { states.shift(); throw Object.assign(new Error(''), { code: 'ECONNREFUSED' }); }
    if (process.env.SHOW) console.log(JSON.stringify(this.settings));
  }
  async query() { return { rows: [{ there: states.shift() }] }; }
  async end() {}
};
// Time passes quickly.
global.setTimeout = (done) => setImmediate(done);
`;

async function run(states: (boolean | 'away')[], env: Record<string, string> = {}): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-'));
  try {
    mkdirSync(join(folder, 'node_modules', 'pg'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'pg', 'index.js'), pg);
    const settings = { DB_HOST: 'database', DB_PORT: '5432', DB_NAME: 'm', DB_USER: 'u', DB_PASS: 'p' };
    const { stdout } = await promisify(execFile)('node', [script], {
      cwd: folder,
      env: { PATH: process.env.PATH, STATES: JSON.stringify(states), ...settings, ...env },
      timeout: 10_000,
    });
    return stdout.trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('waits for the database, then for the schema, and says each once', async () => {
  expect(await run(['away', 'away', false, false, true])).toEqual([
    'waiting for the database: ECONNREFUSED',
    "waiting for Mastodon's schema",
    'the schema is there',
  ]);
});

test.each([
  [undefined, false],
  ['disable', false],
  ['no-verify', { rejectUnauthorized: false }],
  ['verify-full', {}],
])('DB_SSLMODE %s means what it means to the streaming server', async (mode, ssl) => {
  const [settings = ''] = await run([true], { SHOW: 'yes', ...(mode && { DB_SSLMODE: mode }) });
  expect(JSON.parse(settings)).toMatchObject({ host: 'database', port: 5432, ssl });
});
