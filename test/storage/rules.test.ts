import { rooms } from '../../lib/rooms';
import { engines, storageRoom } from '../../lib/storage';
import { volumesExceedDiskRule } from '../../lib/storage/capacity';
import { rulesHit, shipped } from '../support/site';

const errors = storageRoom.rules.filter((rule) => rule.severity === 'error').map((rule) => rule.name);

describe.each(storageRoom.rules.map((rule) => [rule.name, rule] as const))('%s', (name, { examples }) => {
  test('finds its wrong example, and no other storage rule that is an error does', () => {
    const hit = rulesHit(examples.over, examples.wrong);
    expect(hit).toContain(name);
    expect(hit.filter((one) => one !== name && errors.includes(one))).toEqual([]);
  });

  test('its right example is sound: no rule of storage that is an error finds anything', () => {
    const hit = rulesHit(examples.over, examples.right);
    expect(hit).not.toContain(name);
    expect(hit.filter((one) => errors.includes(one))).toEqual([]);
  });
});

const errorsHit = (...site: Parameters<typeof rulesHit>) => rulesHit(...site).filter((name) => errors.includes(name));

test.each(['home', 'microk8s-jiva', 'one-node'] as const)('%s breaks no rule of storage', (name) => {
  expect(errorsHit(name)).toEqual([]);
});

test('every rule has a name of its own', () => {
  const names = [...storageRoom.rules, volumesExceedDiskRule(() => [])].map((rule) => rule.name);
  expect(new Set(names).size).toBe(names.length);
});

const twoNodes = `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi, controlPlane: false}`;

test('Longhorn with two copies on two nodes is fine as long as what mounts it is pinned', () => {
  const pinned = `${twoNodes}
storage: {replicated: {engine: longhorn}, shared: {engine: longhorn}}
database: {engine: standalone, on: replicated, node: alpha}
redis: {mode: single, on: replicated, node: alpha}
mastodon: {media: {volume: {on: shared}}}`;
  expect(errorsHit('one-node', pinned)).toEqual([]);
  expect(shipped('one-node', pinned).storage.replicated).toMatchObject({
    className: 'longhorn-r2',
    copies: 2,
    lossesSurvived: 1,
  });
});

test('the same volumes free to move need three voters', () => {
  const moving = `${twoNodes}
storage: {replicated: {engine: longhorn}}
database: {engine: standalone, on: replicated}`;
  expect(errorsHit('one-node', moving)).toEqual(['storage/movable-without-ha-control-plane']);
});

test('the message names every part on a movable volume', () => {
  const rule = storageRoom.rules.find((one) => one.name === 'storage/movable-without-ha-control-plane');
  const site = shipped('microk8s-jiva', rule?.examples.wrong);
  expect([...(rule?.check(site) ?? [])].map((one) => one.message)).toEqual([
    expect.stringContaining('the database, Redis, search on volumes that move'),
  ]);
});

test.each(engines.map((engine) => engine.name))('no rule throws when %s fills every role', (engine) => {
  const more: Record<string, string> = {
    'csi-nfs': ', server: nas.lan, share: /srv',
    existing: ', className: theirs, reclaimPolicy: Retain',
  };
  const one = `{engine: ${engine}${more[engine] ?? ''}}`;
  const everywhere = `storage: {perNode: ${one}, replicated: ${one}, shared: ${one}}`;
  for (const name of ['home', 'microk8s-jiva', 'one-node'] as const)
    expect(() => rulesHit(name, everywhere)).not.toThrow();
});

test('the rule on disks counts copies, the volume of the media once, and what the system needs', () => {
  const rule = volumesExceedDiskRule((site) => rooms.flatMap((room) => room.footprints(site)));
  const found = (overlay: string) => [...rule.check(shipped(rule.examples.over, overlay))];
  expect(found(rule.examples.right)).toEqual([]);
  expect(found(rule.examples.wrong)).toEqual([expect.objectContaining({ path: ['cluster', 'nodes', 0, 'disk'] })]);
  const home = (size: string) => [...rule.check(shipped('home', `mastodon: {media: {volume: {size: ${size}}}}`))];
  expect(home('700Gi')).toEqual([]);
  expect(home('900Gi').map((one) => one.path.at(-1))).toEqual(['dataDisk', 'dataDisk', 'dataDisk']);
});
