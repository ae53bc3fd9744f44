import { synthesize } from '../../lib/synthesize';
import { declaration } from '../support/site';

const guest = (more = '') =>
  declaration(
    'home',
    `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net${more}}`,
  );
const host = { file: 'home.yaml', declaration: declaration('home') };
const identities = (files: ReadonlyMap<string, string>): string[] =>
  (JSON.parse(files.get('inventory.json') ?? '[]') as Record<string, string>[]).map(
    ({ apiVersion = '', kind, namespace = '', name }) => `${apiVersion} ${kind} ${namespace}/${name}`,
  );

const synthesized = synthesize(guest(), undefined, host);
const hosts = synthesize(host.declaration);

test('a guest renders no object of its host, and its own namespace, claims and application', () => {
  expect(synthesized.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [own, theirs] = [identities(synthesized.files), identities(hosts.files)];
  expect(own.filter((one) => theirs.includes(one))).toEqual([]);
  expect([...synthesized.files.keys()].filter((file) => file.startsWith('platform/')).sort()).toEqual([
    'platform/backup/claim.yaml',
    'platform/backup/volume.yaml',
    'platform/claims/media.yaml',
    'platform/kustomization.yaml',
    'platform/namespace/namespace.yaml',
  ]);
  expect(own).toContain('apps/v1 Deployment second/web');
});

test('it asks for nothing that its host has installed, and names no Secret of the platform', () => {
  const requires = synthesized.files.get('requires.yaml') ?? '';
  expect(requires).toContain('comes with home');
  expect(requires).not.toContain('helm');
  expect([...synthesized.files.keys()].filter((file) => file.startsWith('charts/'))).toEqual([]);
  expect(synthesized.files.get('README.md')).not.toContain('microk8s enable');
});

test("the host's own output is what it is without a guest", () => {
  expect(synthesize(host.declaration).files).toEqual(hosts.files);
});

test.each([
  ['no host at hand', guest(), undefined, 'declaration/guest'],
  ['a host with errors', guest(), { file: 'home.yaml', declaration: 'schemaVersion: 1' }, 'declaration/guest'],
  ['a guest as a host', guest(), { file: 'home.yaml', declaration: guest() }, 'declaration/guest'],
  ['a network of its own', `${guest()}network: {}\n`, host, 'declaration/guest'],
  [
    "the host's namespace",
    guest().replace('namespace: second', 'namespace: mastodon'),
    host,
    'cluster/object-of-two-sites',
  ],
  [
    "the host's domain",
    guest().replace('handleDomain: example.net', 'handleDomain: example.org'),
    host,
    'cluster/object-of-two-sites',
  ],
  ['other values of a shared chart', guest(', uploadTime: 20m'), host, 'cluster/release-of-two-sites'],
])('%s is refused, with a place', (_what, text, other, rule) => {
  const { findings, files } = synthesize(text, undefined, other);
  const [found] = findings.filter((one) => one.rule === rule);
  expect(found).toMatchObject({ severity: 'error', line: expect.any(Number) });
  expect(files.size).toBe(0);
});

test('what both put on the nodes is summed up', () => {
  const large = guest(', web: {instances: 9, resources: {memory: 6Gi, memoryLimit: 7Gi}}');
  const { findings } = synthesize(large, undefined, host);
  expect(findings.filter(({ severity, path }) => severity === 'error' && path[0] === 'cluster')).not.toEqual([]);
});
