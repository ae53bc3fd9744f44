import { shipped } from '../support/site';
import { Pods } from './pods';

// Real Redis and Sentinel, started by the rendered scripts: npm run test:redis. Needs redis-server, redis-sentinel,
// iproute2 and procps, and namespaces of its own.
jest.setTimeout(180_000);

const pods = new Pods(shipped('one-node', 'redis: {mode: sentinel, instances: 3}'));

const agreed = (master: number, among = pods.all) => among.every((pod) => pods.masterSeenBy(pod) === master);
const write = (pod: number, value: string) => pods.cli(pod, 'SET', 'value', value);
const read = (pod: number) => pods.cli(pod, 'GET', 'value');
const follows = (pod: number) => pods.cli(pod, 'INFO', 'replication').includes('master_link_status:up');
const leads = (pod: number) => pods.cli(pod, 'ROLE').startsWith('master');
const sentinels = (pod: number) => pods.cli(pod, '-p', '26379', 'SENTINEL', 'CKQUORUM', 'mastodon');
const replicasKnownTo = (pod: number) =>
  pods.cli(pod, '-p', '26379', 'SENTINEL', 'REPLICAS', 'mastodon').split('runid').length - 1;
const complete = (master: number) =>
  agreed(master) &&
  leads(master) &&
  pods.all.every((pod) => pod === master || follows(pod)) &&
  pods.all.every((pod) => sentinels(pod).startsWith('OK 3') && replicasKnownTo(pod) === 2) &&
  /^slave0:.*\n?slave1:/m.test(pods.cli(master, 'INFO', 'replication').replaceAll('\r', ''));

test('at the first start ordinal 0 leads and all know each other', async () => {
  for (const pod of pods.all) pods.start(pod);
  await pods.until(60, 'redis-0 leads, two follow', () => complete(0));
  expect(write(0, 'first')).toBe('OK');
  expect(pods.all.map((pod) => pods.script(pod, 'ready.sh'))).toEqual(['', '', '']);
});

test('the password stands in no argument', () => {
  expect(pods.processArguments()).not.toContain('backslash');
});

let second = -1;

test('when the master dies another one leads, and what was written is there', async () => {
  expect(pods.cli(0, 'WAIT', '2', '2000')).toBe('2');
  pods.kill(0);
  const seconds = await pods.until(60, 'a new master takes writes', () => {
    second = pods.masterSeenBy(1);
    return second > 0 && agreed(second, [1, 2]) && write(second, 'second') === 'OK';
  });
  console.info(`writes again ${seconds.toFixed(1)} s after the master was killed`);
});

test('the one that was away follows, at a new address', async () => {
  pods.start(0);
  await pods.until(60, 'redis-0 follows', () => complete(second));
  expect(read(0)).toBe('second');
});

test('a master that is stopped hands over first, and no confirmed write is lost', async () => {
  const old = second;
  let confirmed = 0;
  for (let count = 1; count <= 50; count += 1)
    if (pods.cli(old, 'SET', 'count', String(count)) === 'OK') confirmed = count;
  const begin = Date.now();
  pods.stop(old);
  const others = pods.all.filter((pod) => pod !== old);
  await pods.until(20, 'a new master takes writes', () => {
    second = pods.masterSeenBy(others[0] ?? 0);
    return second !== old && agreed(second, others) && write(second, 'third') === 'OK';
  });
  const seconds = (Date.now() - begin) / 1000;
  console.info(`writes again ${seconds.toFixed(1)} s after the master was told to stop`);
  expect(seconds).toBeLessThan(8);
  expect(Number(pods.cli(second, 'GET', 'count'))).toBe(confirmed);
  pods.start(old);
  await pods.until(60, 'the old master follows', () => complete(second));
});

test('after a cold start the newest master leads, though the oldest one is there first', async () => {
  const stale = second;
  pods.kill(stale);
  const others = pods.all.filter((pod) => pod !== stale);
  await pods.until(60, 'a new master takes writes', () => {
    second = pods.masterSeenBy(others[0] ?? 0);
    return second !== stale && agreed(second, others) && write(second, 'newest') === 'OK';
  });
  for (const pod of others) pods.kill(pod);

  pods.start(stale);
  await pods.until(30, 'the stale master answers', () => pods.cli(stale, 'PING') === 'PONG');
  expect(write(stale, 'stale')).toContain('NOREPLICAS');

  for (const pod of others) pods.start(pod);
  await pods.until(90, 'the newest master leads', () => complete(second));
  expect(pods.all.map(read)).toEqual(['newest', 'newest', 'newest']);
});

test('a master that comes back with an empty volume does not lead, and empties nobody', async () => {
  const emptied = second;
  for (const pod of pods.all) pods.kill(pod);
  pods.wipe(emptied);
  pods.start(emptied);
  await new Promise((done) => setTimeout(done, 3000));
  expect(leads(emptied)).toBe(false);

  for (const pod of pods.all) if (pod !== emptied) pods.start(pod);
  await pods.until(120, 'another one leads', () => {
    second = pods.masterSeenBy(emptied);
    return second !== emptied && complete(second);
  });
  expect(pods.all.map(read)).toEqual(['newest', 'newest', 'newest']);
});
