import type { ShippedSite } from '../../lib/site/rule';
import { checked, declaration, find, objectsOf, shipped } from '../support/site';

/** What once took the article's server down, and what would have: none of it can be declared. */
interface Outage {
  readonly over?: ShippedSite;
  readonly declared: string;
  readonly rule: string;
  /** The line that is named. */
  readonly line: RegExp;
}

const pool = (...ranges: string[]) => `network:
  loadBalancer:
    pools:
      - name: default-addresspool
        addresses: ${JSON.stringify(ranges)}`;

const groups = (...queues: string[]) => `mastodon:
  sidekiq:
    groups: ${JSON.stringify(queues.map((list, index) => ({ name: `g${index}`, queues: list.split(' ') })))}`;

const quick = 'probes: {startup: {periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 12, initialDelaySeconds: 0}}';

const outages: Readonly<Record<string, Outage>> = {
  'a storage driver with another kubelet folder: data on the node’s own disk': {
    declared: 'cluster: {kubeletDir: /var/lib/kubelet}',
    rule: 'storage/wrong-kubelet-folder',
    line: /kubeletDir: \/var\/lib\/kubelet/,
  },
  'two Jiva replicas: read-only as soon as one is lost': {
    declared: 'storage: {replicated: {copies: 2}}',
    rule: 'storage/jiva-two-replicas',
    line: /copies: 2/,
  },
  'movable volumes without a highly available control plane: orphaned mounts': {
    declared: `cluster:
  nodes:
    - {name: desktop, address: 192.168.1.11, memory: 32Gi, disk: 1Ti}
    - {name: nuc-1, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: nuc-2, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}`,
    rule: 'storage/movable-without-ha-control-plane',
    line: /nodes:/,
  },
  'more copies than nodes: one that waits for ever': {
    declared: 'storage: {replicated: {copies: 5}}',
    rule: 'storage/copies-exceed-nodes',
    line: /copies: 5/,
  },
  'ReadWriteMany from an engine that serves one node at a time': {
    declared: 'storage: {shared: {engine: jiva, install: addon, className: jiva-shared}}',
    rule: 'storage/rwx-on-rwo-engine',
    line: /engine: jiva/,
  },
  'NFS below Jiva instead of on top of it': {
    declared: 'storage: {replicated: {replicasOn: shared}}',
    rule: 'storage/nfs-below-jiva',
    line: /replicasOn: shared/,
  },
  'PostgreSQL on NFS': {
    declared: 'database: {on: shared}',
    rule: 'database/on-network-filesystem',
    line: /on: shared/,
  },
  'Redis on NFS': { declared: 'redis: {on: shared}', rule: 'redis/on-network-filesystem', line: /on: shared/ },
  'Elasticsearch on NFS': {
    declared: 'search: {on: shared}',
    rule: 'search/on-network-filesystem',
    line: /on: shared/,
  },
  'a pool that holds the router': {
    declared: pool('192.168.1.1-192.168.1.9', '192.168.1.240/32'),
    rule: 'network/pool-overlaps-router',
    line: /192\.168\.1\.1-192\.168\.1\.9/,
  },
  'a pool that holds a node': {
    declared: pool('192.168.1.12/32', '192.168.1.240/32'),
    rule: 'network/pool-overlaps-node',
    line: /192\.168\.1\.12\/32/,
  },
  'a pool that DHCP gives away too': {
    declared: pool('192.168.1.190-192.168.1.250'),
    rule: 'network/pool-overlaps-dhcp',
    line: /192\.168\.1\.190/,
  },
  'a pool that is masked to the whole LAN': {
    declared: pool('192.168.1.240/24'),
    rule: 'network/pool-cidr-not-aligned',
    line: /192\.168\.1\.240\/24/,
  },
  'a bare address, which MetalLB does not read': {
    declared: pool('192.168.1.240'),
    rule: 'network/pool-bare-ip',
    line: /- 192\.168\.1\.240$/,
  },
  'a pool that nobody announces': {
    declared: 'network: {loadBalancer: {bgp: {myASN: 64512, peers: []}}}',
    rule: 'network/pool-without-advertisement',
    line: /peers: \[\]/,
  },
  'two schedulers: posts published twice': {
    declared: groups('default push ingress mailers pull fasp scheduler', 'scheduler'),
    rule: 'mastodon/two-schedulers',
    line: /queues:/,
  },
  'a queue that nobody works: jobs lie in Redis for ever': {
    declared: groups('default push ingress pull fasp', 'scheduler'),
    rule: 'mastodon/queue-nobody-works',
    line: /groups:|name: g0/,
  },
  'a database that is killed while it recovers on replicated storage': {
    declared: `database: {${quick}}`,
    rule: 'database/startup-budget-too-short',
    line: /startup:/,
  },
  'Redis that is killed while it loads': {
    declared: `redis: {${quick}}`,
    rule: 'redis/startup-budget-too-short',
    line: /startup:/,
  },
  'Elasticsearch that is killed while it recovers': {
    declared: `search: {${quick}}`,
    rule: 'search/startup-budget-too-short',
    line: /startup:/,
  },
  'web that is killed while its volume comes': {
    declared: `mastodon: {web: {${quick}}}`,
    rule: 'mastodon/startup-budget-too-short',
    line: /startup:/,
  },
};

test.each(Object.entries(outages))('%s', (_what, { over = 'microk8s-jiva', declared, rule, line }) => {
  const { site, findings } = checked(over, declared);
  expect(site).toBeUndefined();
  const found = findings.find((finding) => finding.rule === rule);
  expect(findings.map((finding) => finding.rule)).toContain(rule);
  expect(found?.severity).toBe('error');
  expect(declaration(over, declared).split('\n')[(found?.line ?? 0) - 1]).toMatch(line);
  expect(found?.message).toMatch(/allowed/);
  expect(found?.fix).toMatch(/^[a-z]+ /);
});

describe('pods that share a ReadWriteOnce volume share its node: by construction, there is nothing to declare', () => {
  const objects = objectsOf(shipped('home', 'mastodon: {media: {volume: {on: replicated}}}'));

  test.each(['web', 'sidekiq', 'sidekiq-scheduler'])('%s', (name) => {
    const { spec } = find(objects, 'Deployment', name);
    expect(spec.strategy).toEqual({ type: 'Recreate' });
    const [term] = spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    expect(term.topologyKey).toBe('kubernetes.io/hostname');
    expect(spec.template.metadata.labels).toMatchObject(term.labelSelector.matchLabels);
  });

  test('and none of them keeps a node from being drained', () => {
    const budgets = objects.filter(({ json }) => json.kind === 'PodDisruptionBudget');
    expect(budgets.map(({ json }) => json.metadata.name)).not.toContain('web');
    expect(budgets.map(({ json }) => json.metadata.name)).not.toContain('sidekiq');
  });
});
