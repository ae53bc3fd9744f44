import { stringify } from 'yaml';
import { readLock } from '../../lib/site/lock';
import { read } from '../../lib/site/read';
import { currentVersions } from '../../lib/site/versions';
import { randomSite } from '../random/sites';
import { declaration } from '../support/site';

type Tree = Record<string, unknown>;
type Path = readonly (string | number)[];

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Paths of all maps below a value, its own included. */
function mapsIn(value: unknown, path: Path = []): Path[] {
  if (!isMap(value)) return [];
  const below = Object.entries(value).flatMap(([key, one]) =>
    mapsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? below : [path, ...below];
}

/** The same text with one key more. */
function planted(site: unknown, path: Path, key: string): string {
  const copy = structuredClone(site);
  const map = path.reduce<unknown>((value, step) => (value as Tree)[step], copy) as object;
  Object.defineProperty(map, key, { value: { polluted: true }, enumerable: true });
  return stringify(copy);
}

/** Each level once, whatever list or group it is found in. */
const sites = Array.from({ length: 40 }, (_, index) => randomSite(7, index).value);
const levels = new Map(
  sites.flatMap((site) =>
    mapsIn(site).map((path) => [JSON.stringify(path.filter((step) => typeof step === 'string')), { site, path }]),
  ),
);

describe('keys that mean something to JavaScript', () => {
  test('are looked for on many levels', () => {
    expect(levels.size).toBeGreaterThan(60);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('%s is an unknown key on every level', (key) => {
    for (const { site, path } of levels.values()) {
      const text = planted(site, path, key);
      const line = text.split('\n').findIndex((one) => one.trimStart().replace('- ', '').startsWith(`${key}:`)) + 1;
      const { declared, findings } = read(text);
      expect({ path, refused: declared === undefined }).toEqual({ path, refused: true });
      expect(findings).toContainEqual(
        expect.objectContaining({
          rule: 'declaration/unknown-key',
          message: `unknown key ${key}`,
          fix: 'delete it',
          line,
        }),
      );
    }
    expect(({} as Tree).polluted).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each(['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])('%s is unknown as any other', (key) => {
    const { findings } = read(`${declaration('one-node')}${key}: 1\n`);
    expect(findings).toMatchObject([{ rule: 'declaration/unknown-key', path: [key] }]);
  });

  test('are refused where maps are merged, which nobody does here', () => {
    const { findings } = read(`${declaration('one-node')}<<: {__proto__: {polluted: true}}\n`);
    expect(findings.map(({ message }) => message)).toContain('unknown key __proto__');
    expect(({} as Tree).polluted).toBeUndefined();
  });

  test('in a lock change no version', () => {
    const lock = 'versions:\n  __proto__: {mastodon: "evil"}\n  constructor: "1"\n';
    expect(() => readLock(lock)).toThrow('the lock holds no map');
    expect(readLock('__proto__: {versions: {mastodon: evil}}\nversions: {}\n').versions).toEqual(currentVersions);
  });
});
