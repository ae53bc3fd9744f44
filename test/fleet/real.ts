import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contents, mammut, program, type Ran, started, temporaryFolder } from '../cli/mammut';
import { declaration } from '../support/site';
import { declareFleet, fleetSize, sharing } from './sites';

// Real processes, on a machine that may be busy.
jest.setTimeout(180_000);

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder, ...path);
const env = { ...process.env, XDG_CACHE_HOME: at('cache') };
let file: (name: string) => string;

const words = (out: string, workers: number, ...patterns: string[]) => [
  ...['synth', ...patterns.map((pattern) => at('sites', pattern)), '--out', at(out), '--workers', `${workers}`],
];
const synth = (): Ran => started(words('dist', 2, '*.yaml'), { env });

/** Enough of them for threads. */
const some = ['site-1*.yaml', 'site-2*.yaml'];
const someOf = (folder: string) =>
  Object.fromEntries(Object.entries(contents(folder)).filter(([path]) => /^site-[12]\d/.test(path)));
/** The last word on standard output, without its figures of time. */
const summary = ({ out }: Ran) => /^\d+ sites in .*: (.*); .*$/m.exec(out)?.[1];

let first: Ran;

beforeAll(() => {
  file = declareFleet(folder);
  // One of them can't be rendered.
  writeFileSync(file('bad'), declaration('one-node', 'name: bad\nprofile: huge'));
  first = synth();
});

test('all but the bad one are rendered, each into its folder; the bad one is named where it happens and at the end', () => {
  expect(first).toMatchObject({ code: 1 });
  expect(summary(first)).toBe(`${fleetSize} written, 0 unchanged, 1 not rendered`);
  expect(readdirSync(at('dist'))).toHaveLength(fleetSize);
  expect(existsSync(at('dist', 'bad'))).toBe(false);
  expect(existsSync(at('sites', 'bad.lock'))).toBe(false);
  expect(first.err).toContain(`${file('bad')}:3:10: error: profile is "huge"`);
  expect(first.err.endsWith(`not rendered, 1 of ${fleetSize + 1}:\n  ${file('bad')}: 1 error\n`)).toBe(true);
  expect(first.out).toContain(`${fleetSize - 1} locks written; commit them with the declarations\n`);
});

test('every site has the bytes that it has when it is rendered alone, with any number of threads', () => {
  for (const name of ['home', 'second', 'shared-1', 'site-7']) {
    expect(mammut('synth', file(name), '--out', at('alone')).code).toBe(0);
    expect(contents(at('alone', name))).toEqual(contents(at('dist', name)));
  }
  expect(started(words('others', 3, ...some), { env })).toMatchObject({ code: 0, err: '' });
  expect(contents(at('others'))).toEqual(someOf(at('dist')));
});

describe('when nothing but a little changed', () => {
  const whole = () => contents(at('dist'));
  let before: Record<string, string>;

  beforeAll(() => {
    before = whole();
  });

  test('nothing changed: nothing is rendered, in a few lines', () => {
    const ran = synth();
    expect(summary(ran)).toBe(`0 written, ${fleetSize} unchanged, 1 not rendered`);
    // What is rendered has warnings.
    expect(ran.out).not.toContain('warnings');
    expect(ran.out.split('\n')).toHaveLength(2);
  });

  test('what was changed by hand is mended: a line, a file too many, a file too few, a folder gone', () => {
    appendFileSync(at('dist', 'site-10', 'README.md'), 'by hand\n');
    writeFileSync(at('dist', 'site-11', 'more.yaml'), '');
    rmSync(at('dist', 'site-12', 'requires.yaml'));
    rmSync(at('dist', 'site-13'), { recursive: true });
    expect(summary(synth())).toBe(`4 written, ${fleetSize - 4} unchanged, 1 not rendered`);
    expect(whole()).toEqual(before);
  });

  test('what a run left behind that was cut off is cleared away', () => {
    cpSync(at('dist', 'site-20'), at('dist', '.site-20.new'), { recursive: true });
    expect(summary(synth())).toBe(`0 written, ${fleetSize} unchanged, 1 not rendered`);
    expect(existsSync(at('dist', '.site-20.new'))).toBe(false);
  });

  test('a comment changes no file; a value, a lock and a base change those that have them', () => {
    appendFileSync(file('site-14'), '# nothing\n');
    expect(summary(synth())).toBe(`0 written, ${fleetSize} unchanged, 1 not rendered`);
    const base = at('shared', 'base.yaml');
    writeFileSync(base, readFileSync(base, 'utf8').replace('memory: 8Gi', 'memory: 16Gi'));
    const lock = at('sites', 'site-15.lock');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(/mastodon: "v4\.\d+\.\d+"/, 'mastodon: "v4.6.0"'));
    const ran = synth();
    for (const name of sharing) expect(ran.out).toContain(`${file(name)}: `);
    expect(Number(summary(ran)?.split(' ')[0])).toBeLessThanOrEqual(sharing.length + 1);
  });

  test("a guest is rendered anew after its host's declaration changed", () => {
    const host = readFileSync(file('home'), 'utf8');
    writeFileSync(file('home'), host.replace('challenge: http01', 'challenge: http01\n    solver: {}'));
    const { err } = synth();
    expect(err).toContain(`${file('home')}:`);
    expect(err).toContain(`${file('second')}: `);
    writeFileSync(file('home'), host);
    expect(summary(synth())).toBe(`0 written, ${fleetSize} unchanged, 1 not rendered`);
  });
});

test('two of one name are refused before anything is written', () => {
  writeFileSync(file('twin'), declaration('one-node', 'name: site-30'));
  appendFileSync(at('dist', 'site-31', 'README.md'), 'by hand\n');
  const { code, out, err } = synth();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe(
    `error: ${file('twin')}: the name site-30 is also that of ${file('site-30')}: give one of them another\n`,
  );
  expect(readFileSync(at('dist', 'site-31', 'README.md'), 'utf8')).toContain('by hand\n');
  rmSync(file('twin'));
});

test('a run that is ended leaves whole folders only, and the next one goes on, also where nothing is remembered', async () => {
  const running = spawn(process.execPath, [program, ...words('cut', 2, ...some)], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => running.on('exit', () => resolve()));
  running.stdout.once('data', () => running.kill('SIGKILL'));
  await ended;
  const there = readdirSync(at('cut')).filter((name) => !name.startsWith('.'));
  expect(there.length).toBeGreaterThan(0);
  for (const name of there) expect(contents(at('cut', name))).toEqual(contents(at('dist', name)));
  rmSync(at('cache'), { recursive: true });
  const ran = started(words('cut', 2, ...some), { env });
  expect(summary(ran)).toBe(`${20 - there.length} written, ${there.length} unchanged`);
  expect(contents(at('cut'))).toEqual(someOf(at('dist')));
});

test('check takes the whole fleet too: what is wrong with each, and the bad ones again at the end', () => {
  const text = started(['check', at('sites', '*.yaml')], { env });
  expect(text.code).toBe(1);
  expect(text.out).toContain(`${file('bad')}:3:10: error: profile is "huge"`);
  expect(text.err).toBe(`not sound, 1 of ${fleetSize + 1}:\n  ${file('bad')}: 1 error\n`);
  const json = JSON.parse(started(['check', at('sites', '*.yaml'), '--format', 'json'], { env }).out);
  expect(json.map((one: { file: string }) => one.file)).toEqual(
    readdirSync(at('sites'))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => at('sites', name)),
  );
  expect(json.filter((one: { errors: number }) => one.errors > 0)).toHaveLength(1);
});
