import { parse } from 'yaml';
import { render } from '../../lib/output/render';
import type { Site } from '../../lib/site/site';
import { auditOf } from '../support/audit';
import { objectsOf, shipped } from '../support/site';

const repository = 'https://git.example.org/me/homelab.git';
const by = (controller: string, more = '') =>
  shipped('home', `delivery: {by: ${controller}, repository: "${repository}"${more}}`);
const filesOf = (site: Site) => render(site, { warnings: [], defaults: [] }).files;
const kinds = (site: Site, kind: string) => objectsOf(site).flatMap(({ json }) => (json.kind === kind ? [json] : []));
const named = (site: Site, kind: string, name: string) =>
  kinds(site, kind).find(({ metadata }) => metadata.name === name);

test('without a controller nothing is rendered for one', () => {
  const folders = new Set(objectsOf(shipped('home')).map(({ file }) => file.split('/')[0]));
  expect([...folders]).toEqual(['platform', 'mastodon', 'operations']);
});

describe.each(['argocd', 'flux'])('%s', (controller) => {
  const site = by(controller);

  test('breaks no law', () => {
    expect(auditOf(site)).toEqual([]);
  });

  test('changes no object of the site itself but the copies of the declaration', () => {
    const own = (one: Site) =>
      objectsOf(one)
        .filter(({ file }) => !/^(gitops|releases)\//.test(file))
        .filter(({ file }) => !/backup(-scripts)?\/config-map/.test(file));
    expect(own(site)).toEqual(own(shipped('home')));
  });

  test('every folder and file that it is told of is rendered', () => {
    const files = [...filesOf(site).keys()];
    const paths = JSON.stringify(objectsOf(site).filter(({ file }) => /^(gitops|releases)\//.test(file)));
    const told = [...paths.matchAll(/dist\/home\/([A-Za-z0-9./-]+)/g)].map(([, path = '']) => path);
    expect(told).toEqual(expect.arrayContaining(['releases', 'platform', 'mastodon', 'operations']));
    expect(told.filter((path) => !files.some((file) => file === path || file.startsWith(`${path}/`)))).toEqual([]);
  });

  test('deletes nothing', () => {
    const text = JSON.stringify(objectsOf(site).map(({ json }) => json));
    expect(text).not.toMatch(/"prune":true|"selfHeal":true|resources-finalizer/);
  });

  test('the runbook names the one command, and installs no chart by hand', () => {
    const runbook = filesOf(site).get('README.md') ?? '';
    expect(runbook).toContain('kubectl apply -k gitops');
    expect(runbook).not.toContain('helm upgrade');
    expect(runbook.indexOf('kubectl apply -k gitops')).toBeLessThan(runbook.indexOf('kubectl apply -k mastodon'));
    expect(runbook).not.toMatch(/^## \d+\. Platform\n\nNamespaces/m);
    expect(runbook).toContain(
      '**longhorn 1.12.1** – makes the replicated and shared volumes; installed from `releases/`',
    );
  });

  test('is told where the files are', () => {
    const elsewhere = by(controller, ', branch: live, path: clusters/home, namespace: gitops');
    const text = JSON.stringify(objectsOf(elsewhere).map(({ json }) => json));
    expect(text).toContain('clusters/home/platform');
    expect(text).not.toContain('dist/home');
    expect(text).toContain('"live"');
  });
});

describe('Argo CD', () => {
  const site = by('argocd');
  const application = (name: string) => named(site, 'Application', name);
  const wave = (name: string) => Number(application(name)?.metadata.annotations?.['argocd.argoproj.io/sync-wave']);

  test('charts come first, then platform, mastodon and operations', () => {
    const names = ['home-longhorn', 'home-platform', 'home-mastodon', 'home-operations'];
    expect(names.map(wave)).toEqual([0, 1, 2, 3]);
    expect(filesOf(site).get('requires.yaml')).toContain('resource.customizations.health.argoproj.io_Application');
  });

  test('a chart has its pinned version, and its values from the same commit', () => {
    expect(application('home-longhorn')?.spec).toMatchObject({
      sources: [
        {
          chart: 'longhorn',
          targetRevision: '1.12.1',
          helm: { valueFiles: ['$site/dist/home/charts/longhorn.values.yaml'] },
        },
        { repoURL: repository, ref: 'site' },
      ],
      syncPolicy: {
        managedNamespaceMetadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
      },
    });
    expect(application('home-cloudnative-pg')?.spec.syncPolicy.managedNamespaceMetadata).toBeUndefined();
  });

  test('claims that wait for their first pod hold nothing up, and old migrations are no difference', () => {
    const patchOf = (name: string) =>
      parse(application(name)?.spec.source.kustomize.patches[0].patch).metadata.annotations;
    expect(patchOf('home-platform')).toEqual({ 'argocd.argoproj.io/ignore-healthcheck': 'true' });
    expect(patchOf('home-mastodon')).toEqual({ 'argocd.argoproj.io/compare-options': 'IgnoreExtraneous' });
  });
});

describe('Flux', () => {
  const site = by('flux');
  const runbook = filesOf(site).get('README.md') ?? '';
  const kustomization = (name: string) => named(site, 'Kustomization', name)?.spec;

  test('each folder waits for the one before', () => {
    const after = (name: string) => kustomization(name).dependsOn?.[0].name;
    expect(['home-releases', 'home-platform', 'home-mastodon', 'home-operations'].map(after)).toEqual([
      undefined,
      'home-releases',
      'home-platform',
      'home-mastodon',
    ]);
  });

  test('what claims wait for is not waited for', () => {
    expect(kustomization('home-platform').wait).toBe(false);
    expect(kustomization('home-mastodon').wait).toBe(true);
  });

  test('a chart has its pinned version and the values of its file', () => {
    const release = named(site, 'HelmRelease', 'home-longhorn');
    expect(release?.spec.chart.spec).toMatchObject({ chart: 'longhorn', version: '1.12.1' });
    expect(release?.spec.values).toEqual(parse(filesOf(site).get('charts/longhorn.values.yaml') ?? ''));
    expect(named(site, 'Namespace', 'longhorn-system')?.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
  });

  test.each([
    ['Restore', 'Restore'],
    ['Planned shutdown', 'Start after a shutdown'],
  ])('the runbook suspends it before the commands of %s, and lets it go on after those of %s', (begins, ends) => {
    const blocks = (title: string) => {
      const from = runbook.slice(runbook.search(new RegExp(`^## \\d+\\. ${title}$`, 'm')));
      return (from.split('\n## ')[0] ?? '').split('```sh\n').slice(1);
    };
    expect(blocks(begins)[0]).toContain('home-mastodon --type merge -p \'{"spec":{"suspend":true}}\'');
    expect(blocks(ends).at(-1)).toContain('home-mastodon --type merge -p \'{"spec":{"suspend":false}}\'');
  });

  test('a site without charts begins with its platform', () => {
    const small = shipped(
      'one-node',
      `network: {internet: tunnel, certificates: {challenge: upstream}}
delivery: {by: flux, repository: "${repository}"}`,
    );
    expect(kinds(small, 'HelmRelease')).toEqual([]);
    expect(named(small, 'Kustomization', 'one-node-platform')?.spec.dependsOn).toBeUndefined();
  });
});

test.each([
  ['repository: "http://git.example.org/x.git"', 'allowed: https://… or ssh://git@…'],
  ['repository: "https://me:secret@git.example.org/x.git"', 'what looks like a password in an address'],
  [`repository: "${repository}", path: ../up`, 'allowed: a folder of the repository'],
  [`repository: "${repository}", branch: "$(touch x)"`, 'allowed: the name of a branch'],
])('%s is refused', (fields, message) => {
  expect(() => shipped('home', `delivery: {by: flux, ${fields}}`)).toThrow(message);
});
