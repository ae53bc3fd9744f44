import { renderedAgain } from '../../lib/review/again';
import { judge } from '../../lib/review/effects';
import { fieldChanges, fieldText } from '../../lib/review/fields';
import { type Held, type Objects, objectsIn } from '../../lib/review/objects';
import { causesOf, deletions, grouped, type Review, review } from '../../lib/review/review';
import { reviewText } from '../../lib/review/text';
import { synthesize } from '../../lib/synthesize';
import { declaration } from '../support/site';

const rendered = (overlay = '') => {
  const { files, findings } = synthesize(declaration('home', overlay));
  if (files.size === 0) throw new Error(JSON.stringify(findings));
  return objectsIn(files);
};
const home = rendered();
const reviewed = (overlay: string) => review(home, rendered(overlay));
const effectsOf = (overlay: string) =>
  Object.fromEntries(
    reviewed(overlay).changed.map(({ object, effect }) => [`${object.json.kind} ${object.json.metadata.name}`, effect]),
  );

describe('fields', () => {
  test('items of a list are told apart by their names, whatever their order', () => {
    const before = { containers: [{ name: 'a', image: 'x:1' }, { name: 'b' }] };
    const after = { containers: [{ name: 'b' }, { name: 'a', image: 'x:2' }] };
    expect(fieldChanges(before, after).map(({ path }) => fieldText(path))).toEqual(['containers.a.image']);
  });

  test('another order alone is a change of the list', () => {
    const list = [{ name: 'a' }, { name: 'b' }];
    expect(fieldChanges({ list }, { list: [...list].reverse() }).map(({ path }) => fieldText(path))).toEqual(['list']);
  });

  test('the order of keys is no change, as kubectl writes down what it applied', () => {
    const rule = (port: object) => ({ metadata: { name: 'web' }, ingress: [{ ports: [port] }] });
    const applied = { ingress: [{ ports: [{ port: 3000, protocol: 'TCP' }] }], metadata: { name: 'web' } };
    expect(fieldChanges(applied, rule({ protocol: 'TCP', port: 3000 }))).toEqual([]);
    expect(fieldChanges(applied, rule({ protocol: 'TCP', port: 3001 }))).toHaveLength(1);
  });

  test('what was not there and what is gone', () => {
    expect(fieldChanges({ a: 1 }, { b: 2 })).toEqual([
      { path: ['a'], before: 1, after: undefined },
      { path: ['b'], before: undefined, after: 2 },
    ]);
  });
});

describe('what Kubernetes does with a change', () => {
  const change = (path: string, before: unknown, after: unknown) => ({ path: path.split('.'), before, after });
  test.each([
    ['Deployment', change('spec.replicas', 1, 2), 'in place'],
    ['Deployment', change('spec.template.spec.containers.web.image', 'a:1', 'a:2'), 'restarts pods'],
    ['Deployment', change('spec.selector.matchLabels.app', 'a', 'b'), 'delete and create'],
    ['StatefulSet', change('spec.template.spec.containers.redis.image', 'a:1', 'a:2'), 'restarts pods'],
    ['StatefulSet', change('spec.volumeClaimTemplates', [], [{}]), 'delete and create'],
    ['StatefulSet', change('spec.replicas', 1, 3), 'in place'],
    ['Job', change('spec.template.spec.containers.a.image', 'a:1', 'a:2'), 'delete and create'],
    ['Job', change('spec.backoffLimit', 1, 2), 'in place'],
    ['CronJob', change('spec.jobTemplate.spec.template.spec.containers.a.image', 'a:1', 'a:2'), 'in place'],
    ['StorageClass', change('parameters.numberOfReplicas', '3', '2'), 'delete and create'],
    ['StorageClass', change('allowVolumeExpansion', false, true), 'in place'],
    ['PersistentVolumeClaim', change('spec.resources.requests.storage', '10Gi', '20Gi'), 'in place'],
    ['PersistentVolumeClaim', change('spec.resources.requests.storage', '20Gi', '10Gi'), 'refused'],
    ['PersistentVolumeClaim', change('spec.storageClassName', 'a', 'b'), 'delete and create'],
    ['PersistentVolume', change('spec.nfs.path', '/a', '/b'), 'delete and create'],
    ['Service', change('spec.ports.http.port', 80, 81), 'in place'],
    ['Service', change('spec.clusterIP', '10.0.0.1', '10.0.0.2'), 'delete and create'],
    ['Service', change('spec.clusterIP', undefined, 'None'), 'delete and create'],
    ['Service', change('spec.clusterIP', 'None', undefined), 'in place'],
    ['RoleBinding', change('roleRef.name', 'a', 'b'), 'delete and create'],
    ['ConfigMap', change('data.a', '1', '2'), 'in place'],
  ])('%s: %p', (kind, one, effect) => {
    expect(judge(kind, [one]).effect).toBe(effect);
  });
});

describe('a claim grows', () => {
  const claim = (storageClassName: string, storage: string): [string, Held] => [
    'claim',
    {
      file: 'claim.yaml',
      json: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'media' },
        spec: { storageClassName, resources: { requests: { storage } } },
      },
    },
  ];
  const itsClass = (allowVolumeExpansion: boolean): [string, Held] => [
    'class',
    {
      file: 'class.yaml',
      json: { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'own' }, allowVolumeExpansion },
    },
  ];

  test.each([
    ['where its class lets it', 'own', true, 'in place', undefined],
    ['and its class lets it not', 'own', false, 'refused', 'class own lets no volume grow'],
    ['and its class is somebody else’s', 'other', false, 'in place', undefined],
    [
      'and nobody provisioned its volume',
      '',
      true,
      'refused',
      'a volume that nobody provisioned does not grow with its claim',
    ],
  ])('%s', (_name, name, mayGrow, effect, why) => {
    const before = new Map([claim(name, '1Gi'), itsClass(mayGrow)]);
    const after = new Map([claim(name, '2Gi'), itsClass(mayGrow)]);
    expect(review(before, after).changed).toEqual([expect.objectContaining({ effect, why })]);
  });
});

describe('a site', () => {
  test('that is as it was', () => {
    expect(reviewed('')).toMatchObject({ verdict: 'none', changed: [], created: [], deleted: [] });
  });

  test('with one pod more changes in place', () => {
    expect(reviewed('mastodon: {web: {instances: 3}}').verdict).toBe('safe');
  });

  test('with another version restarts its programs, and tells of the image once', () => {
    const found = reviewed('mastodon: {version: v4.7.3}');
    expect(found.verdict).toBe('restarts');
    const [image] = grouped(found.changed);
    expect(image).toMatchObject({
      field: 'image',
      before: 'ghcr.io/mastodon/mastodon:v4.7.2',
      after: 'ghcr.io/mastodon/mastodon:v4.7.3',
    });
    expect(image?.objects.length).toBeGreaterThan(9);
    expect(found.created.map(({ json }) => json.kind)).toEqual(['Job', 'Job']);
    expect(deletions(found.deleted)).toEqual([
      expect.stringMatching(/^kubectl -n mastodon delete job\.batch migrate-(pre|post)-/),
      expect.stringMatching(/^kubectl -n mastodon delete job\.batch migrate-(pre|post)-/),
    ]);
  });

  test('with another domain of its handles says so first, once', () => {
    const found = reviewed('mastodon: {handleDomain: example.net}');
    expect(found.verdict).toBe('destructive');
    const [first, second] = reviewText(found).split('\n');
    expect(first).toMatch(/^NEVER CHANGE THIS/);
    expect(second).toBe('  LOCAL_DOMAIN: example.org → example.net');
    expect(found.never).toHaveLength(1);
  });

  test('whose media go elsewhere puts data at risk; the claim is in no command that deletes', () => {
    const bucket = 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}';
    const found = reviewed(bucket);
    expect(found.risks).toEqual([expect.stringMatching(/^PersistentVolumeClaim mastodon\/media disappears/)]);
    expect(found.verdict).toBe('destructive');
    expect(deletions(found.deleted).join('\n')).not.toContain('persistentvolumeclaim');
  });

  test('with a smaller or a moved volume', () => {
    expect(effectsOf('mastodon: {media: {volume: {size: 50Gi}}}')['PersistentVolumeClaim media']).toBe('refused');
    expect(effectsOf('storage: {shared: {copies: 2}}')).toMatchObject({
      'PersistentVolumeClaim media': 'delete and create',
      'StorageClass canary-shared': 'delete and create',
    });
  });

  test('a comment for a pull request is never longer than it may be, ends with the sum, and closes its fences', () => {
    const found = review(new Map(), home);
    const text = reviewText(found, { markdown: true, limit: 1000 });
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(text).toMatch(/… \d+ lines more\n.*created, 0 changed, 0 disappeared; safe: in place\n$/);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});

describe('what a newer Mammut changes is told apart from what the declaration does', () => {
  /** As an older Mammut would have rendered it: without Roles, and with another grace for every pod. */
  const older = (objects: Objects): Objects => {
    const grace = /"terminationGracePeriodSeconds":\d+/g;
    const all: [string, Held][] = JSON.parse(
      JSON.stringify([...objects]).replace(grace, '"terminationGracePeriodSeconds":1'),
    );
    return new Map(all.filter(([, { json }]) => json.kind !== 'Role'));
  };

  const fieldsOf = (one: Review | undefined) =>
    new Set(one?.changed.flatMap(({ changes }) => changes.map(({ path }) => path.at(-1))));

  test('the old site is rendered again from the copies that its backups carry', () => {
    expect(review(renderedAgain(home) ?? new Map(), home).verdict).toBe('none');
    expect([...(renderedAgain(home)?.keys() ?? [])]).toEqual([...home.keys()]);
  });

  test('each of several sites of one folder too', () => {
    const two = new Map([...home].flatMap(([id, held]) => [[`a${id}`, held] as const, [`b${id}`, held] as const]));
    expect([...(renderedAgain(two)?.keys() ?? [])].sort()).toEqual([...two.keys()].sort());
  });

  test('one Mammut: nothing to tell apart', () => {
    expect(
      causesOf(home, renderedAgain(home) ?? new Map(), rendered('mastodon: {web: {instances: 3}}')),
    ).toBeUndefined();
  });

  test('two Mammuts: each change under whose it is', () => {
    const before = older(home);
    const after = rendered('mastodon: {web: {instances: 3}}');
    const causes = causesOf(before, renderedAgain(before) ?? new Map(), after);
    expect(causes?.declaration.created).toEqual([]);
    expect(fieldsOf(causes?.declaration)).toContain('replicas');
    expect(fieldsOf(causes?.declaration)).not.toContain('terminationGracePeriodSeconds');
    expect(new Set(causes?.mammut.created.map(({ json }) => json.kind))).toEqual(new Set(['Role']));
    expect(fieldsOf(causes?.mammut)).toEqual(new Set(['terminationGracePeriodSeconds']));
    const text = reviewText(review(before, after), { causes });
    expect(text).toMatch(/Changed by the declaration or its lock:\n(?: {2}.*\n)* {2}spec\.replicas: 2 → 3/);
    expect(text).toMatch(/Created by this Mammut, newer than the one before:\n {2}Role /);
  });

  test.each([
    ['without a copy', 'backup: none'],
    ['by chart', 'mastodon: {by: mastodon/chart}'],
  ])('%s, or of a declaration that renders no more, nothing is claimed', (_name, overlay) => {
    const { files } = synthesize(declaration('home', overlay));
    const broken = new Map(
      [...files].map(([file, text]) => [file, text.replaceAll('schemaVersion: 1', 'schemaVersion: 0')]),
    );
    expect(renderedAgain(objectsIn(broken))).toBeUndefined();
  });
});
