import { ApiObject, App, Chart } from 'cdk8s';
import fc from 'fast-check';
import type { Connection, Peer } from '../../lib/kube/connection';
import { tcp, udp } from '../../lib/kube/connection';
import { labels } from '../../lib/kube/labels';
import { buildPolicies } from '../../lib/network';
import type { Site } from '../../lib/site/site';
import { find, objectsOf, shipped } from '../support/site';

const home = shipped('home');
const pods = (component: string, namespace = 'mastodon'): Peer => ({
  kind: 'pods',
  namespace,
  labels: labels('mastodon', 'home', component),
});
const web = pods('web');
const database: Peer = { kind: 'pods', namespace: 'mastodon', labels: { 'cnpg.io/cluster': 'database' } };

function policies(connections: readonly Connection[], site: Site = home, isolated: readonly string[] = []) {
  const app = new App();
  const folder = (name: string) => new Chart(app, name, { namespace: site.namespace, disableResourceNameHashes: true });
  const mastodon = folder('mastodon');
  const folders = { platform: folder('platform'), mastodon, operations: folder('operations') };
  buildPolicies(folders, connections, isolated, site);
  return mastodon.node
    .findAll()
    .filter((one): one is ApiObject => ApiObject.isApiObject(one))
    .map((one) => one.toJson());
}
const named = (name: string, connections: readonly Connection[], site?: Site) =>
  policies(connections, site).find((one) => one.metadata.name === name)?.spec;

test('all doors are closed, both ways, for every pod', () => {
  expect(find(objectsOf(home), 'NetworkPolicy', 'default-deny').spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('every pod may ask the cluster’s DNS, over both protocols', () => {
  const { podSelector, egress } = find(objectsOf(shipped('home', 'backup: none')), 'NetworkPolicy', 'dns').spec;
  expect(podSelector).toEqual({});
  expect(egress[0].ports.map((port: { protocol: string }) => port.protocol)).toEqual(['UDP', 'TCP']);
});

test('a component that is isolated may not even look up names', () => {
  const { podSelector } = find(objectsOf(home), 'NetworkPolicy', 'dns').spec;
  expect(podSelector.matchExpressions).toEqual([
    { key: 'app.kubernetes.io/component', operator: 'NotIn', values: ['rehearsal'] },
  ]);
});

test('a connection opens both of its ends', () => {
  const connections = [{ why: 'web reads', from: web, to: database, ports: tcp(5432) }];
  const ports = [{ protocol: 'TCP', port: 5432 }];
  expect(named('web', connections)).toEqual({
    podSelector: { matchLabels: web.kind === 'pods' && web.labels },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: { matchLabels: { 'cnpg.io/cluster': 'database' } } }], ports }],
  });
  expect(named('database', connections)).toMatchObject({ policyTypes: ['Ingress'], ingress: [{ ports }] });
});

test('pods of another namespace are chosen by both, a namespace alone by its name', () => {
  const from = (peer: Peer) => named('web', [{ why: '', from: peer, to: web, ports: tcp(3000) }])?.ingress[0].from;
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } };
  expect(from({ kind: 'pods', namespace: 'ingress', labels: { a: 'b' } })).toEqual([
    { namespaceSelector, podSelector: { matchLabels: { a: 'b' } } },
  ]);
  expect(from({ kind: 'pods', namespace: 'ingress', labels: {} })).toEqual([{ namespaceSelector }]);
});

test('outside is neither the cluster nor the LAN nor a link’s own addresses', () => {
  const [out] = named('web', [{ why: '', from: web, to: { kind: 'outside' }, ports: tcp(443) }])?.egress ?? [];
  expect(out.to).toEqual([
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.1.0.0/16', '10.152.183.0/24', '192.168.1.0/24', '169.254.0.0/16'] } },
    { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
  ]);
});

test('a LAN written by one of its hosts is excepted as the block that Kubernetes takes', () => {
  const site = shipped('home', 'network: {lan: 192.168.1.7/24}');
  const [out] = named('web', [{ why: '', from: web, to: { kind: 'outside' }, ports: tcp(443) }], site)?.egress ?? [];
  expect(out.to[0].ipBlock.except).toContain('192.168.1.0/24');
});

test('a declared LAN service is open to web and to every group of Sidekiq, nothing else of the LAN is', () => {
  const site = shipped('home', 'network: {lanServices: [{name: NAS, address: 192.168.1.5, port: 9000}]}');
  const objects = objectsOf(site);
  for (const name of ['web', ...site.mastodon.sidekiq.map((group) => group.name)]) {
    expect(find(objects, 'NetworkPolicy', name).spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '192.168.1.5/32' } }],
      ports: [{ protocol: 'TCP', port: 9000 }],
    });
  }
});

test('the order of rooms and a connection said twice change nothing', () => {
  const peers: Peer[] = [web, database, pods('sidekiq'), pods('x', 'ingress'), { kind: 'outside' }];
  const connection = fc
    .tuple(fc.constantFrom(...peers), fc.constantFrom(...peers), fc.constantFrom(tcp(80, 443), tcp(443), udp(53)))
    .map(([from, to, ports]): Connection => ({ why: '', from, to, ports }));
  fc.assert(
    fc.property(
      fc
        .array(connection, { maxLength: 8 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
      ([all, shuffled]) => {
        expect(policies(shuffled)).toEqual(policies(all));
      },
    ),
    { numRuns: 50 },
  );
});
