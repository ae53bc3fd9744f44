import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { lan } from '../cluster/layout';
import { ask, listen } from './support/client';
import { house } from './support/house';
import { measured } from './support/measured';
import { namespace } from './support/site';

// What a browser on the LAN does, through the load balancer's address.
jest.setTimeout(300_000);

let cluster: Cluster;

beforeAll(async () => {
  ({ cluster } = await house('three-nodes'));
});

test('cert-manager gets the certificate: the authority’s question passes the entry and the policies', async () => {
  const { kubectl } = cluster;
  const started = Date.now();
  await kubectl.must('wait', '-n', namespace, 'certificate/mastodon-tls', '--for=condition=Ready', '--timeout=180s');
  measured('waited for the certificate', `${(Date.now() - started) / 1000} s`);
  const secret = await kubectl.json('get', 'secret', 'mastodon-tls', '--namespace', namespace);
  expect(Object.keys(secret.data).sort()).toEqual(expect.arrayContaining(['tls.crt', 'tls.key']));
});

test('the name answers, and an unknown name is refused', async () => {
  expect(await ask('get', '/health')).toEqual({ status: 200, body: 'OK' });
  expect(await ask('get', '/api/v1/streaming/health')).toEqual({ status: 200, body: 'OK' });
});

test('the web process sees the client’s own address', async () => {
  const { body } = await ask('get', '/stand-in/client');
  expect(JSON.parse(body)).toEqual({ client: lan.client });
});

test('a post becomes a row, a job that is worked off, and a push to whoever listens', async () => {
  const listener = listen();
  await until('the WebSocket to open', 20, () => listener.heard.some(({ event }) => event === 'open'));
  const { status, body } = await ask('post', '/api/v1/statuses', 'a first post');
  expect(status).toBe(200);
  const { id } = JSON.parse(body);
  await until('the push', 20, () => listener.heard.some(({ text }) => text.includes('a first post')));
  listener.end();
  const read = await ask('get', `/api/v1/statuses/${id}`);
  expect(JSON.parse(read.body)).toMatchObject({ content: 'a first post', distributed: true });
});

test('an upload of 90 MB that takes two minutes arrives, and a WebSocket that hears nothing stays open', async () => {
  const listener = listen();
  await until('the WebSocket to open', 20, () => listener.heard.some(({ event }) => event === 'open'));
  const upload = await ask('upload', '/api/v2/media', String(90_000_000), '120');
  measured('upload of 90 MB at a slow line', `${upload.status} after ${upload.seconds} s`);
  expect(upload.status).toBe(200);
  expect(upload.seconds).toBeGreaterThanOrEqual(119);
  const events = listener.heard.map(({ event }) => event);
  listener.end();
  measured('WebSocket over the same two minutes', events.join(' '));
  expect(events).toContain('ping');
  expect(events).not.toContain('closed');
});
