import { chartObjects } from '../../lib/review/chart-objects';
import { bumps, type ChartUse, chartsIn, sourceOf } from '../../lib/review/chart-uses';
import { bumpText, type ChartReviews, reviewChart, verdictWith } from '../../lib/review/charts';
import { judge } from '../../lib/review/effects';
import { deletions } from '../../lib/review/review';
import { reviewText } from '../../lib/review/text';

/** As `helm template` prints it. */
const printed = (...parts: readonly [file: string, object: object][]) =>
  parts.map(([file, object]) => `---\n# Source: ${file}\n${JSON.stringify(object)}\n`).join('');

const object = (kind: string, name: string, more: object = {}, annotations = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, annotations },
  ...more,
});
const definition = (name: string, versions: readonly object[], annotations = {}) => ({
  ...object('CustomResourceDefinition', name, { spec: { scope: 'Namespaced', names: { kind: 'Lamp' }, versions } }),
  metadata: { name, annotations },
});
const version = (name: string, properties: object) => ({ name, schema: { openAPIV3Schema: { properties } } });

const use: ChartUse = {
  ...{ site: '', chart: 'lamp', version: '1.0.0', repository: 'https://charts.example.org' },
  ...{ release: 'lamp', namespace: 'light', values: 'image: lamp:1\n' },
};
const bump = { before: use, after: { ...use, version: '2.0.0' } };

const reviewed = (before: string, after: string, again = before) =>
  reviewChart(bump, chartObjects(before), chartObjects(again), chartObjects(after));
const names = (held: readonly { json: { metadata: { name: string } } }[]) => held.map(({ json }) => json.metadata.name);
const reviews = (more: Partial<ChartReviews>): ChartReviews => ({
  ...{ reviewed: [], failed: [], same: [], added: [], removed: [] },
  ...more,
});

describe('which charts changed', () => {
  const files = (site: string, charts: object[], values = 'a: 1\n') =>
    new Map([
      [`${site}requires.yaml`, JSON.stringify({ charts })],
      [`${site}charts/lamp.values.yaml`, values],
    ]);
  const required = { ...use, values: 'charts/lamp.values.yaml' };
  const found = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) => {
    const { changed, same, added, removed } = bumps(chartsIn(before), chartsIn(after));
    return [changed.map(bumpText), ...[same, added, removed].map((all) => all.map((one) => one.chart))];
  };
  const before = files('', [required]);

  test.each([
    ['a version', files('', [{ ...required, version: '2.0.0' }]), ['lamp 1.0.0 → 2.0.0']],
    ['values', files('', [required], 'a: 2\n'), ['lamp 1.0.0 with other values']],
    ['a chart of the same release', files('', [{ ...required, chart: 'torch' }]), ['lamp 1.0.0 → torch 1.0.0']],
  ])('by %s', (_what, after, told) => {
    expect(found(before, after)).toEqual([told, [], [], []]);
  });

  test('not by a comment in the values', () => {
    expect(found(before, files('', [required], '# why\na: 1\n'))).toEqual([[], ['lamp'], [], []]);
  });

  test('what is new, and what is gone', () => {
    expect(found(before, files('', [{ ...required, release: 'other' }]))).toEqual([[], [], ['lamp'], ['lamp']]);
  });

  test('each in its own site of a folder of several', () => {
    const both = new Map([...files('a/', [required]), ...files('b/', [required])]);
    const after = new Map([...both, ...files('b/', [{ ...required, version: '2.0.0' }])]);
    expect(found(both, after)).toEqual([['b: lamp 1.0.0 → 2.0.0'], ['lamp'], [], []]);
  });

  test('a registry is named as helm wants it', () => {
    expect(sourceOf({ ...use, repository: 'oci://registry.example.org/charts' })).toEqual([
      'oci://registry.example.org/charts/lamp',
      '--version',
      '1.0.0',
    ]);
  });
});

describe('what a chart makes', () => {
  test('is read with the file that it comes from, lists and files of several documents too', () => {
    const text = `${printed(['lamp/templates/a.yaml', { ...object('RoleList', ''), items: [object('Role', 'a')] }])}---\n# Source: lamp/crds/all.yaml\n${JSON.stringify(definition('x', []))}\n---\n${JSON.stringify(definition('y', []))}\n`;
    expect([...chartObjects(text).objects.values()].map(({ file, json }) => `${json.metadata.name} ${file}`)).toEqual([
      'a lamp/templates/a.yaml',
      'x lamp/crds/all.yaml',
      'y lamp/crds/all.yaml',
    ]);
  });

  test('holds no value of a Secret; that a key comes is seen', () => {
    const secret = (data: object) => printed(['t', object('Secret', 's', { data })]);
    const found = reviewed(secret({ a: 'aGlkZGVu' }), secret({ a: 'b3RoZXI=', b: 'aGlkZGVu' }));
    expect(found.review.changed.flatMap(({ changes }) => changes.map(({ path }) => path.join('.')))).toEqual([
      'data.b',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/aGlkZGVu|b3RoZXI=/);
  });

  test('is no change where it is made at random', () => {
    const map = (salt: string, colour: string) => printed(['t', object('ConfigMap', 'm', { data: { salt, colour } })]);
    const found = reviewed(map('1', 'red'), map('3', 'blue'), map('2', 'red'));
    expect(found.review.changed.flatMap(({ changes }) => changes.map(({ path }) => path.at(-1)))).toEqual(['colour']);
  });

  test('of its hooks only those of an upgrade are told, and none of them is judged', () => {
    const job = (name: string, hook: string) =>
      ['t', object('Job', name, { spec: { template: name } }, { 'helm.sh/hook': hook })] as [string, object];
    const found = reviewed('', printed(job('a', 'pre-upgrade,pre-install'), job('b', 'pre-install'), job('c', 'test')));
    expect({ hooks: names(found.hooks), verdict: found.review.verdict }).toEqual({ hooks: ['a'], verdict: 'none' });
  });
});

describe('definitions of kinds', () => {
  const of = (file: string, ...versions: object[]) => printed([file, definition('lamps', versions)]);

  test('another schema is told once, and those of crds/ are named as not applied', () => {
    const one = [version('v1', { a: 1, b: 2 }), version('v2', {})];
    const other = [version('v1', { a: 2, c: 3 }), version('v2', {})];
    const found = reviewed(of('lamp/crds/l.yaml', ...one), of('lamp/crds/l.yaml', ...other));
    expect(found.review.changed[0]?.changes).toEqual([
      { path: ['spec', 'versions', 'v1', 'schema'], before: 'old', after: 'new' },
    ]);
    expect(names(found.notApplied)).toEqual(['lamps']);
    expect(reviewed(of('lamp/templates/l.yaml', ...one), of('lamp/templates/l.yaml', ...other)).notApplied).toEqual([]);
  });

  test('a version that is gone is refused', () => {
    const found = reviewed(of('t', version('v1', {}), version('v2', {})), of('t', version('v2', {})));
    expect(found.review).toMatchObject({
      verdict: 'destructive',
      risks: [expect.stringContaining('version v1 is gone')],
    });
    expect(judge('CustomResourceDefinition', [{ path: ['spec', 'scope'], before: 'a', after: 'b' }]).effect).toBe(
      'delete and create',
    );
  });

  test.each([
    ['of a template takes every object with it', 'lamp/templates/l.yaml', {}, 'destructive', []],
    ['of crds/ stays', 'lamp/crds/l.yaml', {}, 'none', ['lamps']],
    ['that says so stays', 'lamp/templates/l.yaml', { 'helm.sh/resource-policy': 'keep' }, 'none', ['lamps']],
  ])('one that disappears: %s', (_what, file, annotations, verdict, left) => {
    const found = reviewed(printed([file, definition('lamps', [], annotations)]), '');
    expect({ verdict: found.review.verdict, left: names(found.left) }).toEqual({ verdict, left });
  });
});

describe('told', () => {
  const none = { created: [], deleted: [], changed: [], never: [], risks: [], verdict: 'none' as const };
  const claim = printed(['t', object('PersistentVolumeClaim', 'data')]);
  const text = (charts: Partial<ChartReviews>, markdown = false) =>
    reviewText(none, { charts: reviews(charts), markdown });

  test('a claim that disappears is a risk, and in no command that deletes', () => {
    const found = reviewed(claim, '');
    expect(found.review.risks).toEqual([expect.stringMatching(/^PersistentVolumeClaim data disappears/)]);
    expect(deletions(found.review.deleted)).toEqual([]);
    const told = text({ reviewed: [found] });
    expect(told).toContain('== lamp 1.0.0 → 2.0.0, release lamp in light\nData at risk:\n  PersistentVolumeClaim data');
    expect(told).not.toMatch(/kubectl .*delete/);
    expect(told).toMatch(/\nwith lamp 1\.0\.0 → 2\.0\.0: destructive\n$/);
    expect(text({ reviewed: [found] }, true)).toContain(
      '## lamp 1.0.0 → 2.0.0, release lamp in light\n### Data at risk',
    );
  });

  test('what could not be judged is never safe', () => {
    const failed = [{ ...bump, failed: 'helm failed' }];
    expect(verdictWith('safe', reviews({ failed }))).toBe('unknown');
    expect(verdictWith('destructive', reviews({ failed }))).toBe('destructive');
    expect(text({ failed })).toMatch(/Not judged:\n {2}lamp 1.0.0 → 2.0.0: helm failed\n\nwith .*: not known: /);
  });

  test.each([
    ['a site without charts', {}, 'this site requires no chart\n'],
    ['charts as they were', { same: [use] }, 'charts: lamp 1.0.0 as before\n'],
    ['a new one', { added: [use] }, 'charts: none is in both\n'],
  ])('%s', (_what, charts, last) => {
    expect(text(charts).endsWith(last)).toBe(true);
  });
});
