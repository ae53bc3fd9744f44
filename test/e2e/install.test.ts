import { resolve } from 'node:path';
import type { Diagnosis } from '../../lib/doctor/diagnose';
import type { Kubectl } from '../cluster/kubectl';
import { emptyHouse, follow, installed } from './support/house';
import { measured, since } from './support/measured';
import type { Operator } from './support/operator';
import { namespace } from './support/site';
import { podsOf, unfinished } from './support/workloads';

// The runbook from its first line to a running server, on three real nodes.
jest.setTimeout(300_000);

let operator: Operator;
let kubectl: Kubectl;

beforeAll(async () => {
  const house = await emptyHouse('three-nodes');
  operator = house.operator;
  kubectl = house.cluster.kubectl;
});

test('the secrets are made by the runbook’s commands', async () => {
  await follow(operator, 'Secrets');
  const names = await kubectl.must('get', 'secrets', '--namespace', namespace, '--output=name');
  expect(names.split('\n').filter(Boolean).sort()).toEqual(
    ['database', 'mastodon-secrets', 'mastodon-smtp', 'redis'].map((name) => `secret/${name}`),
  );
});

test('platform, then mastodon: everything becomes ready, and no container restarts', async () => {
  const started = Date.now();
  await follow(operator, 'Platform');
  await follow(operator, 'Mastodon');
  installed('three-nodes');
  measured('first install, from apply to everything ready', `${since(started)} s`);
  expect(await unfinished(kubectl)).toEqual([]);
  const pods = await podsOf(kubectl);
  const restarted = pods.filter(({ restarts }) => restarts > 0).map(({ name, restarts }) => `${name} ${restarts}`);
  measured(
    'container restarts on first install',
    pods.reduce((sum, { restarts }) => sum + restarts, 0),
  );
  expect(restarted).toEqual([]);
});

test('a second apply changes nothing, and kubectl diff is empty', async () => {
  for (const part of ['platform', 'mastodon']) {
    const { stdout } = await operator.types(`kubectl apply -k ${part}`);
    // kubectl sends a PodDisruptionBudget's selector each time and calls that configured; the diff below judges it.
    const touched = stdout.split('\n').filter((line) => line && !/ unchanged$|^poddisruptionbudget/.test(line));
    expect(touched).toEqual([]);
    expect(await operator.types(`kubectl diff -k ${part}`)).toMatchObject({ code: 0, stdout: '' });
  }
});

describe('the doctor', () => {
  let code: number;
  let found: Diagnosis[];
  /** How full they are is the matter of the machine that plays the house. */
  const full = ['disks', 'volumes'];

  beforeAll(async () => {
    const words = [resolve('bin/mammut.js'), 'doctor', resolve('test/e2e/sites/three-nodes.yaml'), '--format=json'];
    const { stdout, ...ended } = await operator.types(`node ${words.join(' ')}`);
    code = ended.code;
    found = JSON.parse(stdout);
  });

  test('finds nothing that fails, and says what it can not see', () => {
    expect(found.filter(({ result }) => result === 'fail')).toEqual([]);
    expect(code).toBe(0);
    const said = found.filter(({ check, result }) => result !== 'pass' && !full.includes(check));
    expect(said.map(({ result, message }) => `${result}: ${message}`)).toEqual([
      // The control plane's machines run no kubelet here.
      ...['cp1', 'cp2', 'cp3'].map((name) => `warn: ${name} is declared and not in the cluster`),
      // The enforcer of the test bed is a process of each node, which no pod shows.
      "can't tell: none of Calico, Cilium, kube-router, Antrea, Weave Net, kube-network-policies is to be seen",
      // Manifests stand here in place of charts.
      ...[
        ['metallb-system', 'metallb', '0.16.1'],
        ['traefik', 'traefik', '39.0.8'],
        ['cert-manager', 'cert-manager', 'v1.21.1'],
      ].map(
        ([place, chart, version]) =>
          `can't tell: nothing in ${place} says which version of chart ${chart} it is of, wanted is ${version}`,
      ),
    ]);
  });

  test('sees what every kubelet measures', () => {
    expect(found.filter(({ check, result }) => full.includes(check) && result === "can't tell")).toEqual([]);
  });

  test('names a command that proves that policies are enforced', async () => {
    const proof = found.find(({ check }) => check === 'policies')?.fix ?? 'false';
    expect(await operator.typesWell(proof)).toBe('closed: policies are enforced\n');
  });
});

test('applying the whole folder starts no operation and deletes nothing', async () => {
  const before = await everything();
  const { code } = await operator.types('kubectl apply -R -f .');
  // It meets values files and inventory.json, which are no objects.
  expect(code).not.toBe(0);
  const after = await everything();
  expect(before.filter((name) => !after.includes(name))).toEqual([]);
  const added = after.filter((name) => !before.includes(name));
  expect(added.filter((name) => !/^(cronjob|persistentvolumeclaim)/.test(name))).toEqual([]);
});

async function everything(): Promise<string[]> {
  const kinds = 'deployments,statefulsets,jobs,cronjobs,services,configmaps,persistentvolumeclaims,networkpolicies';
  const names = await kubectl.must('get', kinds, '--namespace', namespace, '--output=name');
  return names.split('\n').filter(Boolean).sort();
}
