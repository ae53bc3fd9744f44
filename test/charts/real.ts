import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';
import { labels } from '../../lib/kube/labels';
import { railsSettings } from '../../lib/mastodon/chart/said';
import { objectName } from '../../lib/mastodon/names';
import type { KubeObject } from '../../lib/output/objects';
import { toYaml } from '../../lib/output/yaml';
import { run } from '../api/processes';
import { program } from '../cli/mammut';
import { goModule, goProgram } from '../support/go-program';
import { writeCharts, writeSite } from './made';
import { byChart, type ChartNeed, charts, chartsOf } from './shipped';

// Real charts, rendered by a real helm with the values of our sites: npm run test:charts. MetalLB's lies in its Go module;
// MAMMUT_CHARTS names a folder that may hold others, as <chart>/, <chart>-<version>/ or <chart>-<version>.tgz.
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

describe('mammut review --charts', () => {
  const at = (name: string) => join(folder, 'review', name);
  const review = (...words: string[]) =>
    run(process.execPath, [program, 'review', ...words, '--charts'], { env: { ...process.env, PATH: path } });
  let path = '';

  beforeAll(() => {
    mkdirSync(at('bin'), { recursive: true });
    symlinkSync(helm, at('bin/helm'));
    path = `${at('bin')}:${process.env.PATH}`;
    writeCharts(at('charts'));
    for (const [name, version] of [
      ['old', '1.0.0'],
      ['new', '2.0.0'],
    ] as const)
      writeSite(at(name), [{ version, image: `lamp:${version}` }]);
  });

  test('tells what a bump of a made chart takes away, makes anew, starts, and does not apply', async () => {
    const { code, stdout } = await review(at('old'), at('new'), '--chart-folder', at('charts'));
    expect(code).toBe(5);
    expect(stdout).toMatch(/Data at risk:\n {2}PersistentVolumeClaim lamp disappears/);
    expect(stdout).toContain("Service lamp: delete and create; a Service's address can never change");
    expect(stdout).toContain('Pods restart:\n  Deployment light/lamp\n');
    expect(stdout).toContain('spec.versions.v1.schema: old → new in CustomResourceDefinition lamps.example.org');
    expect(stdout).toContain('Started by helm at the upgrade:\n  Job lamp-migrate\n');
    expect(stdout).toMatch(/apply them first.*:\n {2}CustomResourceDefinition lamps\.example\.org/);
    expect(stdout).not.toMatch(/delete persistentvolumeclaim|checksum|password/i);
  });

  test('takes a password that is made at each rendering for no change', async () => {
    writeSite(at('dimmed'), [{ version: '2.0.0', image: 'lamp:dimmed' }]);
    const { code, stdout } = await review(at('new'), at('dimmed'), '--chart-folder', at('charts'), '--format', 'json');
    const [{ review: found }] = JSON.parse(stdout).charts.reviewed;
    expect(code).toBe(4);
    expect(found.changed.map(({ object }: { object: { json: KubeObject } }) => object.json.kind)).toEqual([
      'Deployment',
    ]);
    expect(found.changed[0].changes).toEqual([
      expect.objectContaining({ before: 'lamp:2.0.0', after: 'lamp:dimmed', path: expect.arrayContaining(['image']) }),
    ]);
  });

  test('fetches from a repository what lies in no folder, and says so of what is not there', async () => {
    await run(helm, ['package', at('charts/lamp-1.0.0'), at('charts/lamp-2.0.0'), '--destination', at('repository')]);
    await run(helm, ['repo', 'index', at('repository')]);
    const server = createServer(({ url = '' }, answer) => {
      const file = join(at('repository'), basename(url));
      if (existsSync(file)) answer.end(readFileSync(file));
      else answer.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      for (const version of ['1.0.0', '2.0.0', '3.0.0']) writeSite(at(version), [{ version, repository }]);
      expect(await review(at('1.0.0'), at('2.0.0'))).toMatchObject({ code: 5, stderr: '' });
      const { code, stdout } = await review(at('1.0.0'), at('3.0.0'));
      expect(code).toBe(6);
      expect(stdout).toMatch(
        /Not judged:\n {2}lamp 1\.0\.0 → 3\.0\.0: helm failed \(1\): Error: .*put it into a folder as/,
      );
    } finally {
      server.close();
    }
  });

  test("MetalLB's own chart: other values show in its own objects, by name", async () => {
    const [need] = [...charts].filter(([name]) => name.startsWith('metallb ')).map(([, one]) => one);
    const required = (values: object) => ({ chart: 'metallb', version: versionOf('metallb'), values: toYaml(values) });
    writeSite(at('layer2'), [required(need?.values as object)]);
    writeSite(at('bgp'), [required({})]);
    const { code, stdout } = await review(at('layer2'), at('bgp'), '--chart-folder', join(metallb, '..'));
    expect(code).toBeGreaterThan(3);
    expect(stdout).toContain(`== metallb ${versionOf('metallb')} with other values, release metallb in light`);
    expect(stdout).toMatch(/Created:\n(?: {2}.*\n)* {2}CustomResourceDefinition \S*frr\S*\n/);
  });
});

const others = process.env.MAMMUT_CHARTS;
const places = others && existsSync(others) ? readdirSync(others) : [];
/** `metallb 0.16.1 with …` → the chart of that version, or of any, where it is at hand. */
const placeOf = (name: string) => {
  const [known = '', version] = name.split(' ');
  const place = [`${known}-${version}.tgz`, `${known}-${version}`, known].find((one) => places.includes(one));
  return place === undefined ? undefined : join(others ?? '', place);
};
const atHand = <T>(charts: Iterable<readonly [string, T]>) =>
  [...charts].flatMap(([name, chart]) => {
    const place = placeOf(name);
    return place === undefined ? [] : [[name, chart, place] as const];
  });

const workloads = (objects: readonly KubeObject[]) =>
  objects.filter(({ kind }) => ['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind));

const rest = atHand(charts);
if (rest.length > 0)
  test.each(rest)('%s renders with our values', async (_, chart, place) => {
    expect(workloads(await rendered(place, chart, chart.values as object))).not.toEqual([]);
  });

const mastodons = atHand(byChart.map(([name, need]) => [name, need] as const));
if (mastodons.length > 0) {
  describe.each(mastodons)('%s', (_, { site, chart }, place) => {
    let objects: readonly KubeObject[] = [];
    beforeAll(async () => {
      objects = await rendered(place, chart, chart.values as object);
    });

    test('runs the declared numbers of pods, under the names and labels that the rest of ours looks for', () => {
      const { web, streaming, sidekiq } = site.mastodon;
      const declared = [{ ...web, name: 'web' }, { ...streaming, name: 'streaming' }, ...sidekiq];
      for (const { name, instances, image } of declared) {
        const found = objects.find((one) => one.kind === 'Deployment' && one.metadata.name === objectName(site, name));
        expect(found?.spec.replicas).toBe(instances);
        expect(found?.spec.template.spec.containers[0].image).toBe(image);
        expect(found?.spec.template.metadata.labels).toMatchObject(labels('mastodon', site.name, name));
      }
      const services = objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
      expect(services).toEqual(expect.arrayContaining(['mastodon-web', 'mastodon-streaming']));
    });

    test('asks for nothing that Pod Security "restricted" forbids', () => {
      for (const { metadata, spec } of workloads(objects)) {
        const pod = spec.template.spec;
        for (const { securityContext } of [...(pod.initContainers ?? []), ...pod.containers]) {
          expect([metadata.name, { ...pod.securityContext, ...securityContext }]).toEqual([
            metadata.name,
            expect.objectContaining({
              allowPrivilegeEscalation: false,
              runAsNonRoot: true,
              capabilities: { drop: ['ALL'] },
              seccompProfile: { type: 'RuntimeDefault' },
            }),
          ]);
        }
      }
    });

    test('makes no Secret with a value, no claim and no Job of its own', () => {
      const values = objects.filter(({ kind, data }) => kind === 'Secret' && Object.values(data ?? {}).some(Boolean));
      expect(values.map(({ metadata }) => metadata.name)).toEqual([]);
      expect(objects.filter(({ kind }) => ['PersistentVolumeClaim', 'Job', 'CronJob'].includes(kind))).toEqual([]);
    });

    test('says each setting once, and each as our own pods would read it', () => {
      const data = objects.find(({ metadata }) => metadata.name === 'mastodon-env')?.data;
      for (const [name, value] of Object.entries(railsSettings(site))) {
        if (!['WEB_CONCURRENCY', 'MAX_THREADS', 'DB_USER', 'ES_USER'].includes(name))
          expect([name, data[name]]).toEqual([name, value]);
      }
    });
  });
}
