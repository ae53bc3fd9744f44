import { databaseRoom } from '../../lib/database';
import { auditOf } from '../support/audit';
import { find, objectsOf, shipped } from '../support/site';

const cluster = (overlay?: string) => find(objectsOf(shipped('home', overlay)), 'Cluster', 'database').spec;
const standalone = (overlay?: string) =>
  find(objectsOf(shipped('microk8s-jiva', overlay)), 'StatefulSet', 'database').spec;
const parts = (overlay?: string) => databaseRoom.runbook(shipped('home', overlay));
const chapter = (name: string, overlay?: string) =>
  parts(overlay)
    .filter((part) => part.chapter === name)
    .map((part) => part.text)
    .join('\n');

describe('the archive of what CloudNativePG’s server writes', () => {
  const site = shipped('home', 'backup: {to: {s3: {prefix: homes, wal: {days: 30, folder: second-life}}}}');
  const objects = objectsOf(site);

  test('goes into the bucket of backups, beside the sets, with their keys', () => {
    expect(find(objects, 'ObjectStore', 'database').spec).toMatchObject({
      configuration: {
        destinationPath: 's3://mastodon-backup/homes/wal/social.example.org',
        endpointURL: 'https://s3.example.org',
        s3Credentials: { accessKeyId: { name: 'backup-s3', key: 'AWS_ACCESS_KEY_ID' } },
      },
      retentionPolicy: '30d',
    });
    expect(find(objects, 'Cluster', 'database').spec.plugins).toEqual([
      {
        name: 'barman-cloud.cloudnative-pg.io',
        enabled: true,
        isWALArchiver: true,
        parameters: { barmanObjectName: 'database', serverName: 'second-life' },
      },
    ]);
  });

  test('starts with a backup at once, without which nothing can be replayed', () => {
    const { spec } = find(objects, 'ScheduledBackup', 'database');
    expect(spec).toMatchObject({ immediate: true, method: 'plugin' });
    expect(spec.schedule.split(' ')).toHaveLength(6);
  });

  test('needs the plugin beside the operator, and instances that reach the bucket', () => {
    const names = databaseRoom.requires(site).map(({ name }) => name);
    expect(names).toEqual(['cloudnative-pg', 'plugin-barman-cloud']);
    expect(databaseRoom.connections(site)).toContainEqual(
      expect.objectContaining({ why: 'PostgreSQL archives what it writes', to: { kind: 'outside' } }),
    );
    expect(auditOf(site)).toEqual([]);
  });

  test('is left out where nobody asks for it', () => {
    const plain = objectsOf(shipped('home'));
    expect(plain.filter(({ json }) => ['ObjectStore', 'ScheduledBackup'].includes(json.kind))).toEqual([]);
    expect(find(plain, 'Cluster', 'database').spec.plugins).toBeUndefined();
  });
});

describe('CloudNativePG', () => {
  test('with three instances a commit waits for a standby, and a failover for proof', () => {
    expect(cluster().postgresql.synchronous).toEqual({
      method: 'any',
      number: 1,
      dataDurability: 'required',
      failoverQuorum: true,
    });
  });

  test('with two it goes on alone', () => {
    const { postgresql, enablePDB } = cluster('database: {instances: 2}');
    expect(postgresql.synchronous).toEqual({ method: 'any', number: 1, dataDurability: 'preferred' });
    expect(enablePDB).toBe(true);
  });

  test('an instance that is away for long costs the others half of their disk at most', () => {
    expect(cluster('database: {size: 30Gi}').postgresql.parameters.max_slot_wal_keep_size).toBe('15360MB');
    expect(cluster('database: {instances: 1}').postgresql.parameters.max_slot_wal_keep_size).toBeUndefined();
    const own = 'database: {parameters: {max_slot_wal_keep_size: 5GB}}';
    expect(cluster(own).postgresql.parameters.max_slot_wal_keep_size).toBe('5GB');
  });

  test('a single instance waits for nobody and can be drained', () => {
    const { postgresql, enablePDB, primaryUpdateMethod } = cluster('database: {instances: 1}');
    expect(postgresql.synchronous).toBeUndefined();
    expect(enablePDB).toBe(false);
    expect(primaryUpdateMethod).toBe('restart');
  });

  test('one instance a node, each on its own disk', () => {
    const { affinity, storage } = cluster();
    expect(affinity.podAntiAffinityType).toBe('required');
    expect(storage).toEqual({ size: '20Gi', storageClass: 'openebs-hostpath-retain' });
  });

  test('the application owns its database, may make another one, and no more', () => {
    const { bootstrap, managed } = cluster();
    expect(bootstrap.initdb).toEqual({
      database: 'mastodon_production',
      owner: 'mastodon',
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      dataChecksums: true,
    });
    expect(managed.roles).toMatchObject([{ name: 'mastodon', createdb: true, login: true }]);
    expect(managed.roles[0].superuser).toBeUndefined();
  });

  test('another primary is chosen by plain kubectl, as the plugin that nobody installs does it', () => {
    const text = parts().map((part) => part.text);
    const patch = text.join('\n').match(/--subresource=status --type=merge -p "\$\(cat <<END\n([\s\S]+?)\nEND/)?.[1];
    const { status } = JSON.parse((patch ?? '').replaceAll('$N', '2').replace(/\$\(date [^)]+\)/, 'now'));
    expect(status).toEqual({
      targetPrimary: 'database-2',
      targetPrimaryTimestamp: 'now',
      phase: 'Switchover in progress',
      phaseReason: 'Switching over to database-2',
    });
    expect(text.join('\n')).not.toMatch(/^kubectl[ -]cnpg/m);
  });

  test('probes are the declared ones', () => {
    const { startup, liveness } = cluster('database: {probes: {liveness: {failureThreshold: 30}}}').probes;
    expect(startup.periodSeconds * startup.failureThreshold).toBe(3600);
    expect(liveness.failureThreshold).toBe(30);
  });

  test('a start may take an hour, the engine declared or not; a declared time stands', () => {
    for (const overlay of ['', 'database: null']) {
      expect(shipped('home', overlay).database.slowStartSeconds).toBe(3600);
    }
    expect(shipped('home', 'database: {slowStart: 300s}').database.slowStartSeconds).toBe(300);
    expect(shipped('one-node').database.slowStartSeconds).toBe(240);
  });

  test('two operators, so that one outlives a node; the Secret is its own', () => {
    const [chart] = databaseRoom.requires(shipped('home'));
    expect(chart?.chart?.values).toMatchObject({ replicaCount: 2 });
    expect(databaseRoom.secrets(shipped('home'))).toMatchObject([{ name: 'database-app', madeBy: 'CloudNativePG' }]);
    expect(databaseRoom.requires(shipped('home', 'database: {install: existing}'))[0]?.kind).toBe('existing');
  });

  test('its pods reach each other and every API server by address, and the operator reaches them', () => {
    const connections = databaseRoom.connections(shipped('home'));
    const pods = { kind: 'pods', namespace: 'mastodon', labels: { 'cnpg.io/cluster': 'database' } };
    const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
    expect(connections).toContainEqual(expect.objectContaining({ from: pods, to: pods, ports: tcp(5432, 8000) }));
    expect(connections).toContainEqual(
      expect.objectContaining({
        from: { kind: 'pods', namespace: 'cnpg-system', labels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
        to: pods,
        ports: tcp(5432, 8000),
      }),
    );
    expect(connections).toContainEqual(
      expect.objectContaining({
        from: pods,
        to: { kind: 'addresses', cidrs: ['192.168.1.11/32', '192.168.1.12/32', '192.168.1.13/32'] },
        ports: tcp(16443),
      }),
    );
  });

  test('Prometheus is let in only where there is one', () => {
    const monitored = shipped('home', 'monitoring: {enabled: true}');
    const why = (site: typeof monitored) => databaseRoom.connections(site).filter((one) => one.ports[0]?.port === 9187);
    expect(why(shipped('home'))).toEqual([]);
    expect(why(monitored)).toHaveLength(1);
    expect(find(objectsOf(monitored), 'PodMonitor', 'database').spec.podMetricsEndpoints).toEqual([
      { port: 'metrics' },
    ]);
  });

  test('a start after a shutdown waits for every instance, not for a condition that hibernation left as it was', () => {
    expect(chapter('start')).toContain("--for=jsonpath='{.status.readyInstances}'=3 ");
    expect(chapter('start', 'database: {instances: 2}')).toContain("--for=jsonpath='{.status.readyInstances}'=2 ");
  });

  test('the runbook says what was measured, and what a single instance means', () => {
    expect(chapter('node-loss')).toContain('Measured with CloudNativePG 1.30.0');
    expect(chapter('node-loss', 'database: {instances: 2}')).toContain('can be lost');
    expect(chapter('node-loss', 'database: {instances: 1}')).toContain('stays down until its node is back');
  });

  test('a node that never comes back is forgotten before its instance: kubectl would wait for its kubelet', () => {
    const lost = chapter('node-loss');
    expect(lost.indexOf('kubectl delete node NODE')).toBeGreaterThan(0);
    expect(lost.indexOf('kubectl delete node NODE')).toBeLessThan(lost.indexOf('delete pvc/database-N'));
  });
});

describe('a standalone server', () => {
  const { template, ...set } = standalone();
  const [server] = template.spec.containers;
  const variables = new Map<string, { value?: string }>(server.env.map((one: { name: string }) => [one.name, one]));

  test("keeps the article's probes", () => {
    expect(server.startupProbe).toMatchObject({
      initialDelaySeconds: 40,
      periodSeconds: 5,
      timeoutSeconds: 5,
      failureThreshold: 40,
    });
  });

  test('asks over TCP: the server that prepares an empty volume answers on a socket only', () => {
    for (const probe of [server.startupProbe, server.livenessProbe, server.readinessProbe]) {
      expect(probe.exec.command).toContain('--host=127.0.0.1');
    }
  });

  test('a removed probe is gone', () => {
    const [container] = standalone('database: {probes: {liveness: {enabled: false}}}').template.spec.containers;
    expect(container.livenessProbe).toBeUndefined();
    expect(container.startupProbe).toBeDefined();
  });

  test('its data is below a mount that is guarded, and survives the StatefulSet', () => {
    expect(template.spec.initContainers.map((one: { name: string }) => one.name)).toEqual(['mount-guard']);
    expect(template.spec.initContainers[0].resources.limits.memory).toBe('64Mi');
    expect(variables.get('PGDATA')?.value).toBe('/var/lib/postgresql/data/pgdata');
    expect(set.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    expect(set.volumeClaimTemplates[0].spec.storageClassName).toBe('jiva-r3');
  });

  test('the password comes from the Secret', () => {
    expect(variables.get('POSTGRES_PASSWORD')).toEqual({
      name: 'POSTGRES_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'database', key: 'password' } },
    });
  });

  test('a volume that can move leaves a lost node; a local one waits for it', () => {
    expect(template.spec.tolerations.map((one: { tolerationSeconds?: number }) => one.tolerationSeconds)).toEqual([
      60, 60,
    ]);
    const local = find(objectsOf(shipped('one-node')), 'StatefulSet', 'database').spec.template.spec;
    expect(local.tolerations.map((one: { tolerationSeconds?: number }) => one.tolerationSeconds)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('the command that throws a first start away can be pasted nowhere as it stands', () => {
    const runbook = databaseRoom.runbook(shipped('one-node'));
    const throwing = runbook.filter(({ text }) => text.includes('delete pvc/'));
    expect(throwing.map(({ chapter }) => chapter)).toEqual(['mastodon']);
    expect(throwing[0]?.text).toContain('delete pvc/data-<pod> pod/<pod>');
    expect(throwing[0]?.text).not.toContain('```');
  });

  test('a named node is kept to, and nothing guards a single pod from being drained', () => {
    const objects = objectsOf(shipped('microk8s-jiva', 'database: {node: nuc-1}'));
    expect(JSON.stringify(find(objects, 'StatefulSet', 'database').spec.template.spec.affinity)).toContain('nuc-1');
    expect(
      objects.filter((one) => one.json.kind === 'PodDisruptionBudget' && one.json.metadata.name === 'database'),
    ).toEqual([]);
  });
});

test('an external server brings nothing but the need for its password', () => {
  const site = shipped('home', 'database: {engine: external, host: db.example.org, addresses: [192.0.2.5/32]}');
  expect(objectsOf(site).filter((one) => one.file.startsWith('mastodon/database/'))).toEqual([]);
  expect(databaseRoom.secrets(site)).toMatchObject([{ name: 'database', madeBy: 'you' }]);
  expect(databaseRoom.footprints(site)).toEqual([]);
});

test.each(['home', 'microk8s-jiva', 'one-node'] as const)('no law of the audit is broken in %s', (name) => {
  expect(auditOf(shipped(name)).filter((one) => /database|postgres/i.test(one))).toEqual([]);
});
