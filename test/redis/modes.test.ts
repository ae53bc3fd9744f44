import { redisRoom } from '../../lib/redis';
import { auditOf } from '../support/audit';
import { find, objectsOf, rulesHit, shipped } from '../support/site';

const home = objectsOf(shipped('home'));
const set = find(home, 'StatefulSet', 'redis').spec;
const [redis, sentinel] = set.template.spec.containers;
const config = find(home, 'ConfigMap', 'redis').data;

describe('Sentinel', () => {
  test('all start at once, with addresses before they are ready', () => {
    expect(set.podManagementPolicy).toBe('Parallel');
    expect(find(home, 'Service', 'redis').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  });

  test('a master that nobody follows takes no writes, and nothing is evicted', () => {
    const lines = config['redis.conf'].split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'min-replicas-to-write 1',
        'min-replicas-max-lag 10',
        'maxmemory-policy noeviction',
        'appendonly yes',
      ]),
    );
  });

  test('a lost node that never comes back is forgotten first, and its pod waits for a new one where no other is free', () => {
    const lost = redisRoom.runbook(shipped('home')).find((part) => part.chapter === 'node-loss')?.text ?? '';
    expect(lost).toContain('on the machine that replaces it');
    expect(lost.indexOf('kubectl delete node NODE')).toBeGreaterThan(0);
    expect(lost.indexOf('kubectl delete node NODE')).toBeLessThan(lost.indexOf('delete pvc/data-redis-N'));
  });

  test('members are known by names that stay', () => {
    expect(config['sentinel.conf']).toContain('sentinel resolve-hostnames yes\nsentinel announce-hostnames yes');
    const variables = new Map(sentinel.env.map((one: { name: string; value?: string }) => [one.name, one.value]));
    expect(variables.get('PEERS')).toBe([0, 1, 2].map((n) => `redis-${n}.redis.mastodon.svc.cluster.local`).join(' '));
    expect(variables.get('QUORUM')).toBe('2');
  });

  test('neither waits for a name server: they have the members in a hosts file, which a third container keeps', () => {
    for (const container of [redis, sentinel]) {
      const mounted = { name: 'names', mountPath: '/etc/hosts', subPath: 'hosts', readOnly: true };
      expect(container.volumeMounts).toContainEqual(mounted);
    }
    const keeps = { command: ['sh', '/scripts/names.sh'], volumeMounts: [{ name: 'names', mountPath: '/names' }, {}] };
    const [names] = set.template.spec.containers.slice(2);
    expect(names).toMatchObject(keeps);
    expect(names.env).toContainEqual({ name: 'HOSTS', value: '/names/hosts' });
    // Only a file that is there can be mounted.
    expect(set.template.spec.initContainers.at(-1).command).toEqual(['sh', '/scripts/names.sh', 'once']);
  });

  test('data of both and what Sentinel remembers lie on the volume', () => {
    for (const container of [redis, sentinel]) {
      expect(container.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
      expect(container.env).toContainEqual({ name: 'STATE', value: '/data/sentinel/sentinel.conf' });
    }
  });

  test('one a node, and a drained one at a time', () => {
    expect(set.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    expect(find(home, 'PodDisruptionBudget', 'redis').spec).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('the password stands in no argument and no probe', () => {
    for (const container of [redis, sentinel]) {
      const { env, ...rest } = container;
      expect(JSON.stringify(rest)).not.toMatch(/REDISCLI_AUTH|--pass|-a /);
      expect(env).toContainEqual({
        name: 'REDISCLI_AUTH',
        valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } },
      });
    }
  });

  test('a changed setting restarts the pods that read it', () => {
    const hash = (overlay?: string) =>
      find(objectsOf(shipped('home', overlay)), 'StatefulSet', 'redis').spec.template.metadata.annotations[
        'checksum/config'
      ];
    expect(hash('redis: {maxMemory: 300Mi}')).not.toBe(hash());
    expect(hash('redis: {size: 5Gi}')).toBe(hash());
  });

  test('servers and Sentinels reach each other', () => {
    const [inside] = redisRoom.connections(shipped('home'));
    expect(inside?.ports.map((one) => one.port)).toEqual([6379, 26379]);
    expect(inside?.from).toEqual(inside?.to);
  });

  test('two nodes, or an even number, are no majority', () => {
    expect(rulesHit('home', 'redis: {instances: 2}')).toContain('redis/sentinel-needs-three-nodes');
    expect(rulesHit('home', 'redis: {instances: 5}')).toContain('redis/sentinel-needs-three-nodes');
    expect(rulesHit('one-node', 'redis: {mode: sentinel}')).toContain('redis/sentinel-needs-three-nodes');
    expect(rulesHit('home')).not.toContain('redis/sentinel-needs-three-nodes');
  });
});

describe('a single Redis', () => {
  const single = find(objectsOf(shipped('microk8s-jiva')), 'StatefulSet', 'redis').spec.template.spec;

  test("keeps the article's startup probe, which waits until the file is loaded", () => {
    expect(single.containers[0].startupProbe).toMatchObject({
      exec: { command: ['redis-cli', '-e', 'PING'] },
      initialDelaySeconds: 40,
      failureThreshold: 40,
    });
  });

  test('refuses an unmounted volume', () => {
    expect(single.initContainers.map((one: { name: string }) => one.name)).toEqual(['mount-guard']);
  });

  test('leaves memory for copying and rewriting', () => {
    expect(shipped('microk8s-jiva').redis.maxMemoryMegabytes).toBe(614);
    expect(rulesHit('microk8s-jiva', 'redis: {maxMemory: 900Mi}')).toContain('redis/memory-without-room');
  });

  test('replicates to nobody', () => {
    expect(find(objectsOf(shipped('microk8s-jiva')), 'ConfigMap', 'redis').data['redis.conf']).not.toContain(
      'min-replicas',
    );
  });
});

test('an external Redis brings nothing; its password only where it has one', () => {
  const overlay = (more: string) =>
    `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.6/32]${more}}`;
  expect(objectsOf(shipped('home', overlay(''))).filter((one) => one.file.startsWith('mastodon/redis/'))).toEqual([]);
  expect(redisRoom.secrets(shipped('home', overlay('')))).toEqual([]);
  expect(redisRoom.secrets(shipped('home', overlay(', secret: far-redis')))).toMatchObject([{ name: 'far-redis' }]);
});

test.each(['home', 'microk8s-jiva', 'one-node'] as const)('no law of the audit is broken in %s', (name) => {
  expect(auditOf(shipped(name)).filter((one) => one.includes('redis'))).toEqual([]);
});
