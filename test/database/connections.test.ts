import { maxConnections } from '../../lib/database/connections';
import { parameters } from '../../lib/database/parameters';
import { rulesHit, shipped } from '../support/site';

test('every process is counted, with one pod more during a rollout', () => {
  const site = shipped(
    'home',
    'mastodon: {web: {instances: 3, workers: 4, threads: 8}, streaming: {instances: 2}, sidekiq: {instances: 4, concurrency: 20}}',
  );
  const web = (3 + 1) * 4 * 8;
  const sidekiq = 4 * (20 + 5) + 1 * (5 + 5);
  const streaming = (2 + 1) * 10;
  expect(maxConnections(site)).toBe(web + sidekiq + streaming + 10 + 10);
});

test('what PostgreSQL is given is a step above: one more pod restarts no database', () => {
  const given = (overlay: string) => Number(parameters(shipped('home', overlay)).max_connections);
  const site = 'mastodon: {web: {instances: 4}}';
  expect(given(site)).toBeGreaterThanOrEqual(maxConnections(shipped('home', site)));
  expect(given('mastodon: {web: {instances: 3}}')).toBe(given(''));
});

test('a small site has the hundred that PostgreSQL has by itself', () => {
  expect(maxConnections(shipped('one-node'))).toBe(100);
});

test('fewer than are opened is refused, more is taken', () => {
  expect(rulesHit('home', 'database: {parameters: {max_connections: "80"}}')).toContain('database/too-few-connections');
  expect(parameters(shipped('home', 'database: {parameters: {max_connections: "400"}}')).max_connections).toBe('400');
});

test('buffers fit into the memory that the pod is promised', () => {
  expect(parameters(shipped('home')).shared_buffers).toBe('512MB');
  expect(parameters(shipped('home', 'database: {resources: {memory: 512Mi}}')).shared_buffers).toBe('256MB');
});
