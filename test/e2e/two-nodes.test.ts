import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { holdTheAccount } from './support/database';
import { house } from './support/house';
import { allBack, Loss, nodeOf, nodesOf, revived } from './support/loss';
import { measured, since } from './support/measured';
import type { Operator } from './support/operator';
import { commandsWith } from './support/runbook';
import { namespace } from './support/site';
import { podsOf } from './support/workloads';

// Two machines and a NAS: PostgreSQL and Redis lie on one of the machines and wait for it.
jest.setTimeout(600_000);

let cluster: Cluster;
let operator: Operator;

beforeAll(async () => {
  ({ cluster, operator } = await house('two-nodes'));
});

const both = ['alpha', 'beta'];
const component = (name: string) => `app.kubernetes.io/component=${name}`;

/** Where pods are that must not be on one machine. */
async function twice() {
  const [web, streaming] = await Promise.all(
    ['web', 'streaming'].map((name) => nodesOf(cluster, namespace, component(name))),
  );
  return { web, streaming, names: await nodesOf(cluster, 'kube-system', 'k8s-app=kube-dns') };
}

describe('the trial of the storage', () => {
  test('passes by the runbook’s commands: written on one node, read on the other', async () => {
    const said = await operator.typesWell(commandsWith(operator.folder, 'create job $job'));
    expect(said).toMatch(/written on alpha, read on beta, .*: the same bytes/);
    await operator.typesWell(commandsWith(operator.folder, 'delete persistentvolumeclaim canary-'));
  });

  test('fails when the volume is the node’s own disk: the article’s outage', async () => {
    // What a driver leaves that mounts into the wrong folder: a claim that is Bound, and an empty directory of the node.
    await operator.typesWell(`kubectl -n ${namespace} delete pvc canary-shared --ignore-not-found`);
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'canary-shared' };
    await cluster.kubectl.apply(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'wrong-folder' },
        spec: {
          storageClassName: 'canary-shared',
          accessModes: ['ReadWriteMany'],
          capacity: { storage: '1Gi' },
          persistentVolumeReclaimPolicy: 'Retain',
          hostPath: { path: '/opt/local-path-provisioner/wrong-folder', type: 'DirectoryOrCreate' },
          claimRef,
        },
      }),
    );
    await operator.typesWell('kubectl apply -k operations');
    await operator.typesWell(`kubectl -n ${namespace} create job canary --from=cronjob/canary-shared-write`);
    await operator.typesWell(`kubectl -n ${namespace} wait job/canary --for=condition=Failed --timeout=90s`);
    const said = await operator
      .typesWell(`kubectl -n ${namespace} logs job/canary`)
      .catch((error: Error) => error.message);
    expect(said).toContain('is not mounted: it lies on the node');
    await operator.typesWell(`kubectl -n ${namespace} delete job canary`);
    await operator.typesWell(`kubectl -n ${namespace} delete pvc canary-shared`);
    await operator.typesWell('kubectl delete pv wrong-folder');
    await operator.typesWell('kubectl apply -k operations');
  });
});

test('what is there twice is on both machines', async () => {
  expect(await twice()).toEqual({ web: both, streaming: both, names: both });
});

test('the machine without the data dies within a transaction: people read and post on', async () => {
  const data = await nodeOf(cluster, 'database-0');
  const node = cluster.nodes.map(({ name }) => name).find((name) => name !== data) ?? '';
  const pods = await podsOf(cluster.kubectl);
  const web = pods.find((pod) => pod.component === 'web' && pod.node === node)?.name ?? '';
  const loss = await Loss.of(cluster, node, {
    writeOn: true,
    justBefore: () => holdTheAccount(cluster.kubectl, web),
  });
  const back = await loss.deploymentsBack();
  const { reads, writes, lost, doubled } = await loss.judged();
  await revived(cluster, node);
  expect({ failed: reads.failed, posts: writes.lastFailureAfter ?? 0, lost, doubled }).toEqual({
    failed: 0,
    posts: expect.any(Number),
    lost: [],
    doubled: [],
  });
  expect(writes.lastFailureAfter ?? 0).toBeLessThanOrEqual(1);
  expect(back).toBeLessThanOrEqual(120);
});

test('with the lost machine back, pods that share one part by the runbook’s command', async () => {
  expect(new Set(await nodesOf(cluster, namespace, component('web'))).size).toBe(1);
  await operator.typesWell(commandsWith(operator.folder, 'rollout restart deployment/web'));
  for (const name of ['web', 'streaming'])
    await operator.typesWell(`kubectl -n ${namespace} rollout status deployment/${name}`);
  expect(await twice()).toEqual({ web: both, streaming: both, names: both });
});

test('the machine with the data dies: posts wait for it, and nothing is lost', async () => {
  const node = await nodeOf(cluster, 'database-0');
  const loss = await Loss.of(cluster, node, { writeOn: false });
  await loss.noticed();
  await cluster.revive(node);
  const on = Date.now();
  await loss.postsAgain(240);
  measured('posts are taken again', `${since(on)} s after the machine was switched on`);
  const { lost, doubled } = await loss.judged();
  await allBack(cluster);
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  await until('every pod’s node', 10, async () => (await nodeOf(cluster, 'database-0')) === node);
});
