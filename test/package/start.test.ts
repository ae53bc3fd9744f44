import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// It starts other programs, on a machine that may be busy.
jest.setTimeout(60_000);

let home: string;
let installed: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mammut-'));
  installed = join(home, 'package');
  cpSync(join(__dirname, '../../bin'), join(installed, 'bin'), { recursive: true });
  mkdirSync(join(installed, 'build'));
  program('first');
});

afterEach(() => rmSync(home, { recursive: true }));

/** Stands for the bundle; all its versions are equally long, which is where V8 takes an old cache for a new one. */
function program(word: 'first' | 'other') {
  const source = `function print() { console.log('${word}', process.argv[2]); }\nprint(); if (process.argv[3]) process.exit(3);`;
  writeFileSync(join(installed, 'build/mammut.js'), source);
}

function mammut(...args: string[]): string {
  const env = { ...process.env, HOME: home, XDG_CACHE_HOME: '' };
  return execFileSync(process.execPath, [join(installed, 'bin/mammut.js'), ...args], { env, encoding: 'utf8' });
}

const cachesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
const beside = () => join(installed, '.cache');
const ofUser = () => join(home, '.cache/mammut');

test('says what to do when there is no build', () => {
  rmSync(join(installed, 'build'), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [join(installed, 'bin/mammut.js')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe('mammut: build/mammut.js is missing: run `npm run build` first\n');
});

test('keeps one cache, which only its owner can read', () => {
  expect(mammut('synth')).toBe('first synth\n');
  expect(mammut('synth')).toBe('first synth\n');
  expect(cachesIn(beside())).toHaveLength(1);
  expect(statSync(beside()).mode & 0o777).toBe(0o700);
  expect(cachesIn(ofUser())).toEqual([]);
});

test('runs a program that changed at equal length, and forgets the old one', () => {
  mammut('synth');
  const old = cachesIn(beside());
  program('other');
  expect(mammut('synth')).toBe('other synth\n');
  expect(mammut('check')).toBe('other check\n');
  expect(cachesIn(beside())).toHaveLength(1);
  expect(cachesIn(beside())).not.toEqual(old);
});

test('keeps no cache of other commands, nor of a run that failed', () => {
  mammut('--help');
  expect(() => mammut('synth', 'fail')).toThrow();
  expect(cachesIn(beside())).toEqual([]);
});

test('ignores a damaged cache', () => {
  mammut('synth');
  const [name] = cachesIn(beside());
  writeFileSync(join(beside(), `${name}`), 'damaged');
  expect(mammut('synth')).toBe('first synth\n');
  expect(mammut('synth')).toBe('first synth\n');
});

test('uses the cache of the user where the package is read-only', () => {
  writeFileSync(beside(), 'in the way, as a read-only file system would be');
  expect(mammut('synth')).toBe('first synth\n');
  expect(cachesIn(ofUser())).toHaveLength(1);
  expect(statSync(ofUser()).mode & 0o777).toBe(0o700);
});

test('runs without a cache where nothing can be written', () => {
  writeFileSync(beside(), '');
  writeFileSync(join(home, '.cache'), '');
  expect(mammut('synth')).toBe('first synth\n');
});

test('leaves a folder alone that others may write', () => {
  mkdirSync(beside());
  chmodSync(beside(), 0o777);
  mammut('synth');
  expect(cachesIn(beside())).toEqual([]);
  expect(cachesIn(ofUser())).toHaveLength(1);
});
