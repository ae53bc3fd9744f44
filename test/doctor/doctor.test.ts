import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../lib/doctor/diagnose';
import { type Any, look, type Seen } from '../../lib/doctor/seen';
import { mammut, temporaryFolder } from '../cli/mammut';
import { shipped } from '../support/site';
import { healthy, now } from './healthy';

const home = shipped('home');

const complaints = (seen: Seen) =>
  diagnose(home, seen, now)
    .filter(({ result }) => result !== 'pass')
    .map(({ check, result, message }) => `${result} ${check}: ${message}`);

test.each(['home', 'microk8s-jiva', 'one-node'] as const)('nothing is said against a healthy cluster of %s', (name) => {
  const site = shipped(name);
  expect(diagnose(site, healthy(site), now).filter(({ result }) => result !== 'pass')).toEqual([]);
});

/** What was planted, how, and what the doctor has to say of it. */
const faults: [name: string, plant: (cluster: Any) => object, said: string][] = [
  ['another Kubernetes', () => ({ version: 'v1.31.2' }), 'warn version: Kubernetes 1.31 runs, 1.36 is declared'],
  [
    'a machine that never joined',
    ({ nodes }) => ({ nodes: nodes.slice(1) }),
    'fail nodes: alpha is declared and not in the cluster',
  ],
  [
    'a machine that is down',
    broken(({ nodes }) => (nodes[1].status.conditions[1].status = 'Unknown')),
    'fail nodes: beta is not ready',
  ],
  [
    'a full disk',
    broken(({ nodes }) => (nodes[1].status.conditions[0].status = 'True')),
    'fail nodes: beta says DiskPressure',
  ],
  [
    'a machine that was drained and forgotten',
    broken(({ nodes }) => (nodes[2].spec.unschedulable = true)),
    'warn nodes: gamma takes no new pods',
  ],
  [
    'an address that DHCP changed',
    broken(({ nodes }) => (nodes[0].status.addresses[0].address = '192.168.1.77')),
    'fail nodes: alpha has the address 192.168.1.77, declared is 192.168.1.11',
  ],
  [
    'a Raspberry Pi',
    broken(({ nodes }) => (nodes[0].status.nodeInfo.architecture = 'arm64')),
    'fail nodes: alpha is arm64, declared is amd64',
  ],
  [
    'half the memory',
    broken(({ nodes }) => (nodes[0].status.capacity.memory = '8Gi')),
    'fail nodes: alpha has 8192Mi of memory, declared are 16Gi',
  ],
  [
    'a machine that nobody declared',
    ({ nodes }) => ({ nodes: [...nodes, { ...nodes[0], metadata: { name: 'delta' } }] }),
    'warn unknown nodes: delta is in the cluster and not declared',
  ],
  [
    'a clock that runs ahead',
    broken(({ leases }) => (leases[2].spec.renewTime = new Date(now + 40_000).toISOString())),
    "warn clocks: gamma's clock is 40 s ahead of this machine's",
  ],
  [
    'an API server without RBAC',
    () => ({ nobodyMayCreatePods: true }),
    'fail RBAC: everybody may do everything: any pod that is taken over owns the cluster',
  ],
  [
    'two default classes',
    broken(({ classes }) => {
      for (const { metadata } of classes.slice(0, 2))
        metadata.annotations['storageclass.kubernetes.io/is-default-class'] = 'true';
    }),
    `warn default class: ${home.storage.perNode?.className} and ${home.storage.replicated?.className} are both the default class: a claim that names none gets any of them`,
  ],
  [
    'a class that is not there',
    ({ classes }) => ({ classes: classes.slice(1) }),
    `fail classes: class ${home.storage.perNode?.className} is not there: claims on it wait for ever`,
  ],
  [
    'a class that deletes',
    broken(({ classes }) => (classes[0].reclaimPolicy = 'Delete')),
    `fail classes: class ${home.storage.perNode?.className} deletes its volumes with their claims`,
  ],
  [
    'a storage driver that mounts another folder than the kubelet’s',
    broken(
      ({ daemonSets }) => (daemonSets[0].spec.template.spec.volumes[1].hostPath = { path: '/var/lib/kubelet/plugins' }),
    ),
    "fail kubelet folder: longhorn-system/longhorn-csi-plugin mounts /var/lib/kubelet/plugins, this kubelet's folder is /var/snap/microk8s/common/var/lib/kubelet: volumes look mounted, and data goes to the node's own disk",
  ],
  [
    'an operator that was never installed',
    ({ kinds }) => ({ kinds: kinds.filter((kind: string) => !kind.startsWith('clusters.')) }),
    'fail kinds: cloudnative-pg: clusters.postgresql.cnpg.io not there',
  ],
  [
    'no ingress controller',
    () => ({ ingressClasses: ['nginx'] }),
    'fail ingress class: ingress class traefik is not there: nobody answers',
  ],
  [
    'a pool that gives no address',
    broken(({ services }) => (services[0].status.loadBalancer.ingress = [])),
    'fail address: no Service has 192.168.1.240',
  ],
  [
    'two Services with one address',
    ({ services }) => ({
      services: [...services, { ...services[0], metadata: { name: 'dns', namespace: 'pihole' } }],
    }),
    'fail address: traefik/traefik and pihole/dns share 192.168.1.240',
  ],
  [
    'a Secret that nobody made',
    broken(({ secrets }) => secrets.delete('mastodon-secrets')),
    'fail secrets: Secret mastodon-secrets is not there: pods that read it never start',
  ],
  [
    'a Secret without one of its keys',
    broken(({ secrets }) => secrets.get('mastodon-secrets')?.splice(0, 1)),
    'fail secrets: Secret mastodon-secrets lacks SECRET_KEY_BASE',
  ],
  [
    'a namespace that lets everything in',
    broken(({ namespace }) => (namespace.metadata.labels['pod-security.kubernetes.io/enforce'] = 'privileged')),
    'warn Pod Security: namespace mastodon does not enforce restricted',
  ],
  ['no backups at all', () => ({ cronJobs: [] }), 'fail backups: there is no CronJob backup'],
  [
    'backups that someone suspended',
    broken(({ cronJobs }) => (cronJobs[0].spec.suspend = true)),
    'fail backups: backups are suspended',
  ],
  [
    'backups that have failed for days',
    broken(({ cronJobs }) => (cronJobs[0].status.lastSuccessfulTime = '2026-02-20T03:17:00Z')),
    'fail backups: the last backup that ended well is 9 days old',
  ],
  [
    'backups of which none ever ended well',
    broken(({ cronJobs }) => (cronJobs[0].status = {})),
    'fail backups: no backup has ever ended well',
  ],
];

/** Breaks something in a cluster of its own. */
function broken(breakIt: (cluster: Any) => unknown): (cluster: Any) => object {
  return (cluster) => {
    breakIt(cluster);
    return cluster;
  };
}

describe('finds each of them, and nothing else', () => {
  test.each(faults)('%s', (_name, plant, said) => {
    const cluster: Any = healthy(home);
    expect(complaints({ ...cluster, ...plant(cluster) })).toEqual([said]);
  });
});

test('every complaint says what to do', () => {
  const silent = faults.flatMap(([name, plant]) => {
    const cluster: Any = healthy(home);
    const found = diagnose(home, { ...cluster, ...plant(cluster) }, now);
    return found.some(({ result, fix }) => result !== 'pass' && !fix) ? [name] : [];
  });
  expect(silent).toEqual([]);
});

test('with less than a cluster-admin’s rights it says what it could not see', () => {
  const seen = look(() => undefined, home.namespace);
  expect(new Set(diagnose(home, seen, now).map(({ result }) => result))).toEqual(new Set(["can't tell"]));
  expect(complaints({ ...healthy(home), secrets: undefined })).toEqual([
    "can't tell secrets: kubectl did not show secrets",
  ]);
});

test('the values of Secrets are never asked for', () => {
  const asked: string[] = [];
  look((words) => void asked.push(words.join(' ')), home.namespace);
  const ofSecrets = asked.filter((words) => words.includes('secrets'));
  expect(ofSecrets).toHaveLength(1);
  expect(ofSecrets[0]).toMatch(/go-template=/);
  expect(ofSecrets[0]).not.toMatch(/\$value[^:= ,]/);
});

describe('mammut doctor', () => {
  const folder = temporaryFolder();
  const { PATH } = process.env;
  /** Knows the version of its server and is refused everything else. */
  function fakeKubectl(script: string): void {
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${PATH}`;
  }
  afterEach(() => {
    process.env.PATH = PATH;
  });

  const versionOnly = (version: string) =>
    fakeKubectl(`case "$1" in version) echo '{"serverVersion":{"gitVersion":"${version}"}}';; *) exit 1;; esac`);

  test('prints a line for every check, and what to do below it', () => {
    versionOnly('v1.30.0');
    const { code, out } = mammut('doctor', 'sites/home.yaml');
    expect(code).toBe(0);
    expect(out).toContain(
      'warn       version: Kubernetes 1.30 runs, 1.36 is declared\n           declare cluster.version, render and review\n',
    );
    expect(out).toContain("can't tell nodes: kubectl did not show nodes\n");
  });

  test('is data for scripts', () => {
    versionOnly('v1.36.9');
    expect(JSON.parse(mammut('doctor', 'sites/home.yaml', '--format', 'json').out)[0]).toEqual({
      check: 'version',
      result: 'pass',
      message: 'Kubernetes is as declared',
    });
  });

  test('ends with 1 where something fails', () => {
    fakeKubectl(`case "$*" in version*) echo '{}';; *get\\ nodes*) echo '{"items":[]}';; *) exit 1;; esac`);
    expect(mammut('doctor', 'sites/home.yaml').code).toBe(1);
  });

  test('says what kubectl says where no cluster answers', () => {
    fakeKubectl('echo "The connection to the server was refused" >&2; exit 1');
    expect(mammut('doctor', 'sites/home.yaml')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('The connection to the server was refused'),
    });
  });
});
