import { mastodonRunbook } from '../../lib/mastodon/runbook';
import { synthesize } from '../../lib/synthesize';
import { declaration, objectsOf, shipped } from '../support/site';

const text = (chapter: string, name: 'home' | 'one-node', overlay?: string) =>
  mastodonRunbook(shipped(name, overlay))
    .filter((part) => part.chapter === chapter)
    .map((part) => part.text)
    .join('\n');

test('the Jobs are called by their names', () => {
  const jobs = objectsOf(shipped('home')).filter(
    ({ json }) => json.kind === 'Job' && json.metadata.name.startsWith('migrate-'),
  );
  expect(jobs).toHaveLength(2);
  for (const { json } of jobs) expect(text('mastodon', 'home')).toContain(`job/${json.metadata.name}`);
});

test('a log is asked for when it is there: while an image is fetched kubectl refuses', () => {
  const lines = text('mastodon', 'home').split('\n');
  const at = (words: string) => lines.findIndex((line) => line.includes(words));
  expect(at('wait --for=condition=complete job/migrate-pre-')).toBeGreaterThan(0);
  expect(at('logs job/migrate-pre-')).toBe(at('wait --for=condition=complete job/migrate-pre-') + 1);
});

test('a planned shutdown stops every Deployment and starts the declared numbers', () => {
  const shutdown = text('shutdown', 'home', 'mastodon: {web: {instances: 3}}');
  expect(shutdown).toContain('scale deployment web streaming sidekiq sidekiq-scheduler --replicas=0');
  expect(text('start', 'home')).toContain('kubectl apply -k mastodon\n');
});

test('no Rails is started beside one that serves: its memory would end both', () => {
  for (const name of ['home', 'one-node', 'microk8s-jiva'] as const) {
    const readme = synthesize(declaration(name)).files.get('README.md') ?? '';
    const started = readme.split('\n').filter((line) => /exec .*(rails|tootctl)/.test(line));
    expect(started.length).toBeGreaterThan(5);
    expect(started.filter((line) => !line.includes('exec job/tools -- '))).toEqual([]);
  }
});

test('how many jobs wait is asked of Redis, and of Rails only where the queues are in a Redis of somebody else', () => {
  const inRedis = text('check', 'home', 'mastodon: {env: {REDIS_DB: "2"}}');
  expect(inRedis).toMatch(/exec redis-0 -c redis -- sh -c 'for queue in default .*redis-cli -n 2 LLEN queue:\$queue/);
  expect(inRedis).not.toContain('rails runner');
  for (const elsewhere of [
    'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.7/32]}',
    'mastodon: {env: {SIDEKIQ_REDIS_HOST: 192.168.1.40}}',
  ]) {
    expect(text('check', 'home', elsewhere)).toContain(
      "exec job/tools -- bundle exec rails runner 'puts Sidekiq::Queue",
    );
  }
});

test('a lost node: the out-of-service command only where a volume must be told, and never before the machine is off', () => {
  expect(text('node-loss', 'home')).not.toContain('out-of-service');
  const moving = text('node-loss', 'home', 'mastodon: {media: {volume: {on: replicated}}}');
  expect(moving.indexOf('Make sure that it is off')).toBeGreaterThan(0);
  expect(moving.indexOf('Make sure that it is off')).toBeLessThan(moving.indexOf('out-of-service='));
  expect(text('node-loss', 'one-node')).toBe('');
});

test('the upgrade says when the site is down, and where the way back ends', () => {
  expect(text('upgrade', 'home')).not.toContain('the site is down');
  expect(text('upgrade', 'one-node')).toContain('the site is down');
  expect(text('upgrade', 'home')).toContain('Until `migrate-post-…` has begun, declare the old version');
});
