import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../../lib/output/objects';
import { toYaml } from '../../lib/output/yaml';
import { run } from '../api/processes';
import { goModule, goProgram } from '../support/go-program';
import { type ChartNeed, charts, chartsOf } from './shipped';

// Real charts, rendered by a real helm with the values of our sites: npm run test:charts. MetalLB's lies in its Go module;
// MAMMUT_CHARTS names a folder that may hold others, as <chart>/ or <chart>-<version>.tgz.
jest.setTimeout(900_000);

let helm = '';
let folder = '';
let metallb = '';

beforeAll(async () => {
  helm = await goProgram({ name: 'helm', folders: [join(__dirname, 'helm')], package: 'helm.sh/helm/v3/cmd/helm' });
  metallb = join(await goModule('go.universe.tf/metallb', `v${versionOf('metallb')}`), 'charts/metallb');
  folder = mkdtempSync(join(tmpdir(), 'mammut-charts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const versionOf = (name: string) =>
  [...charts.keys()].find((one) => one.startsWith(`${name} `))?.slice(name.length + 1) ?? '';

/** What the chart makes of values, or helm's complaint. */
async function rendered(chart: string, { release, namespace }: ChartNeed, values: object): Promise<KubeObject[]> {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, toYaml(values));
  const words = ['template', release, chart, '--namespace', namespace, '--values', file, '--kube-version', '1.36.0'];
  const { code, stdout, stderr } = await run(helm, words);
  if (code !== 0) throw new Error(stderr);
  return (loadAll(stdout) as (KubeObject | null)[]).filter((one) => one !== null);
}

describe('MetalLB', () => {
  const own = [...charts].find(([name]) => name.startsWith('metallb '))?.[1] as ChartNeed;
  const speaker = (objects: readonly KubeObject[]) =>
    objects.find(({ kind }) => kind === 'DaemonSet')?.spec.template.spec;
  const names = (containers: readonly { name: string }[] = []) => containers.map(({ name }) => name);

  test('for layer 2 brings one speaker a node and nothing of FRR, unlike by its defaults', async () => {
    const [ours, defaults] = [await rendered(metallb, own, own.values as object), await rendered(metallb, own, {})];
    expect(names(speaker(ours).containers)).toEqual(['speaker']);
    expect(ours.filter(({ metadata }) => /frr/.test(metadata.name))).toEqual([]);
    expect(defaults.filter(({ metadata }) => /frr/.test(metadata.name))).not.toEqual([]);
  });

  test('announces on control-plane nodes too, where the distribution labels them', async () => {
    const args = async (one: ChartNeed) =>
      speaker(await rendered(metallb, one, one.values as object)).containers[0].args;
    const kubeadm = chartsOf('cluster: {distribution: kubeadm}\nnetwork: {loadBalancer: {install: chart}}');
    expect(await args(kubeadm.get(`metallb ${versionOf('metallb')}`) as ChartNeed)).toContain('--ignore-exclude-lb');
    expect(await args(own)).not.toContain('--ignore-exclude-lb');
  });

  test('an object of a wrong type is refused by the chart itself', async () => {
    await expect(rendered(metallb, own, { speaker: { ignoreExcludeLB: 'yes' } })).rejects.toThrow(/ignoreExcludeLB/);
  });
});

const others = process.env.MAMMUT_CHARTS;
const atHand = [...charts].flatMap(([name, chart]) => {
  const [known, version] = name.split(' ');
  const places = others && existsSync(others) ? readdirSync(others) : [];
  const place = [`${known}-${version}.tgz`, known ?? ''].find((one) => places.includes(one));
  return place === undefined ? [] : [[name, chart, join(others ?? '', place)] as const];
});

if (atHand.length > 0)
  test.each(atHand)('%s renders with our values', async (_, chart, place) => {
    const objects = await rendered(place, chart, chart.values as object);
    expect(objects.filter(({ kind }) => ['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind))).not.toEqual([]);
  });
