import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { query } from './support/database';
import { house } from './support/house';
import type { Operator } from './support/operator';
import { namespace } from './support/site';
import { unfinished } from './support/workloads';

// What must never happen silently: data on the wrong disk, and a lost database that becomes a new server.
jest.setTimeout(300_000);

let cluster: Cluster;
let operator: Operator;

beforeAll(async () => {
  ({ cluster, operator } = await house('three-nodes'));
});

test('media lie on the shared disk, and PostgreSQL refuses a volume on the node’s own', async () => {
  // The article's outage: a driver that mounts into the wrong folder leaves an empty directory of the node in its place.
  await operator.typesWell(`kubectl -n ${namespace} scale statefulset/database --replicas=0
    kubectl -n ${namespace} wait pod/database-0 --for=delete --timeout=60s`);
  const { spec } = await cluster.kubectl.json('get', 'statefulset', 'database', '--namespace', namespace);
  const guard = spec.template.spec.initContainers.find(({ name }: { name: string }) => name === 'mount-guard');
  const volumes = [
    { name: 'data', emptyDir: {} },
    { name: 'node-disk', emptyDir: {} },
  ];
  const { securityContext } = spec.template.spec;
  const pod = {
    containers: [guard],
    restartPolicy: 'Never',
    securityContext,
    volumes,
    automountServiceAccountToken: false,
  };
  const metadata = { name: 'wrong-disk', namespace };
  await cluster.kubectl.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: pod }));
  await cluster.kubectl.must(
    'wait',
    '-n',
    namespace,
    'pod/wrong-disk',
    '--for=jsonpath={.status.phase}=Failed',
    '--timeout=60s',
  );
  expect(await cluster.kubectl.must('logs', '-n', namespace, 'pod/wrong-disk')).toContain('not mounted');
  await cluster.kubectl.must('delete', 'pod', 'wrong-disk', '--namespace', namespace, '--wait');
  await operator.typesWell('kubectl apply -k mastodon');
  await until('every workload', 120, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
});

test('deleting mastodon and applying it again brings back the same posts', async () => {
  const before = await query(cluster.kubectl, 'SELECT count(*), max(id) FROM statuses');
  await operator.typesWell('kubectl delete -k mastodon --timeout=120s');
  await operator.typesWell('kubectl apply -k mastodon');
  await until('every workload', 240, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
  expect(await query(cluster.kubectl, 'SELECT count(*), max(id) FROM statuses')).toEqual(before);
});

test('an empty database beside existing media is refused, not initialised', async () => {
  await operator.typesWell(
    `kubectl -n ${namespace} exec deploy/web -- sh -c 'mkdir -p public/system/accounts && echo x > public/system/accounts/avatar.png'`,
  );
  const { spec } = await cluster.kubectl
    .json('get', 'jobs', '-n', namespace, '-l', 'app.kubernetes.io/component=migrate-pre')
    .then(({ items }) => items[0]);
  const { selector: _, ...fresh } = spec;
  delete fresh.template.metadata.labels['batch.kubernetes.io/controller-uid'];
  delete fresh.template.metadata.labels['batch.kubernetes.io/job-name'];
  delete fresh.template.metadata.labels['controller-uid'];
  delete fresh.template.metadata.labels['job-name'];
  // The same Job against a database that was just made: what it meets after a lost volume.
  await query(cluster.kubectl, 'CREATE DATABASE empty OWNER mastodon');
  const [container] = fresh.template.spec.containers;
  container.env = [...(container.env ?? []), { name: 'DB_NAME', value: 'empty' }];
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'lost-database', namespace },
    spec: { ...fresh, backoffLimit: 0 },
  };
  await cluster.kubectl.apply(JSON.stringify(job));
  await cluster.kubectl.must('wait', '-n', namespace, 'job/lost-database', '--for=condition=Failed', '--timeout=60s');
  const said = await cluster.kubectl.must('logs', '-n', namespace, 'job/lost-database', '-c', 'migrate-pre');
  expect(said).toContain('must not become a new server');
  const inPod = [
    'exec',
    '-n',
    namespace,
    'database-0',
    '-c',
    'postgresql',
    '--',
    'psql',
    '-U',
    'postgres',
    '-d',
    'empty',
    '-At',
  ];
  expect(
    (await cluster.kubectl.must(...inPod, '-c', "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).trim(),
  ).toBe('0');
  await cluster.kubectl.must('delete', 'job', 'lost-database', '--namespace', namespace);
  await query(cluster.kubectl, 'DROP DATABASE empty');
});
