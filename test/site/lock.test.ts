import { lockText, readLock } from '../../lib/site/lock';
import { currentVersions } from '../../lib/site/versions';
import { find, objectsOf, shipped } from '../support/site';

const digest = `@sha256:${'0'.repeat(64)}`;
const lockOf = (name: string, version: string) => readLock(`versions:\n  ${name}: "${version}"\n`);

test('a tag may be followed by the digest of its image, which then stands in the pod', () => {
  const postgresql = `17.11-trixie${digest}`;
  const { versions } = lockOf('postgresql', postgresql);
  const site = shipped('one-node', '', { ...currentVersions, ...versions });
  const [container] = find(objectsOf(site), 'StatefulSet', 'database').spec.template.spec.containers;
  expect(container.image).toBe(`docker.io/library/postgres:${postgresql}`);
});

test.each([
  ['a version of two images', 'mastodon', `v4.7.2${digest}`],
  ["a chart's version", 'chart/metallb', `0.16.1${digest}`],
  ['half a digest', 'redis', '8.4.6-trixie@sha256:00'],
  ['a space', 'redis', '8.4.6 trixie'],
])('%s is refused', (_what, name, version) => {
  expect(() => lockOf(name, version)).toThrow('the lock holds no map');
});

test('a lock is read the same as it is written and as any other YAML', () => {
  const versions = { ...currentVersions, redis: `8.4.6-trixie${digest}`, 'chart/metallb': '0.15.0' };
  const text = lockText(versions);
  const others = [
    text.replace(/"/g, "'"),
    text.replace('versions:\n', 'versions:\n\n'),
    text.replace(/^ {2}redis: .*\n/m, '$&  # ours\n'),
    text.replace(/^ {2}/gm, '    '),
    JSON.stringify({ versions }),
  ];
  expect(readLock(text)).toEqual({ versions, write: undefined });
  for (const other of others) {
    expect(other).not.toBe(text);
    expect(readLock(other).versions).toEqual(versions);
  }
});

test('a version that stands twice is refused', () => {
  expect(() => readLock('versions:\n  redis: "8.4.6-trixie"\n  redis: "8.4.7-trixie"\n')).toThrow(
    'not readable as YAML',
  );
});
