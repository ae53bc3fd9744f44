import { searchRoom } from '../../lib/search';
import { auditOf } from '../support/audit';
import { find, objectsOf, rulesHit, shipped } from '../support/site';

const spec = find(objectsOf(shipped('microk8s-jiva')), 'StatefulSet', 'elasticsearch').spec.template.spec;
const [server] = spec.containers;
const value = (name: string) => server.env.find((one: { name: string }) => one.name === name)?.value;

test('needs no privileges: files are not mapped, and nothing raises a sysctl', () => {
  expect(value('node.store.allow_mmap')).toBe('false');
  expect(spec.initContainers.map((one: { name: string }) => one.name)).toEqual(['mount-guard', 'configuration']);
  for (const container of [...spec.initContainers, server]) {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
});

test('one node that does not look for others, with a heap of half its memory at most', () => {
  expect(value('discovery.type')).toBe('single-node');
  expect(value('ES_JAVA_OPTS')).toBe('-Xms512m -Xmx512m');
  expect(rulesHit('microk8s-jiva', 'search: {engine: elasticsearch, heap: 1g}')).toContain('search/heap-too-large');
});

test("keeps the article's startup probe", () => {
  expect(server.startupProbe).toMatchObject({
    httpGet: { path: '/_cluster/health?local=true', port: 'http' },
    initialDelaySeconds: 40,
    failureThreshold: 40,
  });
});

test('nothing is rendered where nothing searches', () => {
  const none = shipped('home');
  expect(objectsOf(none).filter((one) => one.file.startsWith('mastodon/search/'))).toEqual([]);
  expect([searchRoom.secrets(none), searchRoom.footprints(none), searchRoom.runbook(none)]).toEqual([[], [], []]);
});

test('a search server elsewhere asks for its password only', () => {
  const site = shipped(
    'home',
    'search: {engine: external, host: es.example.org, addresses: [192.0.2.7/32], user: m, secret: search}',
  );
  expect(searchRoom.secrets(site)).toMatchObject([{ name: 'search', keys: [{ key: 'password' }] }]);
  expect(objectsOf(site).filter((one) => one.file.startsWith('mastodon/search/'))).toEqual([]);
});

test('no law of the audit is broken', () => {
  expect(auditOf(shipped('microk8s-jiva')).filter((one) => one.includes('search'))).toEqual([]);
});
