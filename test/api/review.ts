import { stringify } from 'yaml';
import { render } from '../../lib/output/render';
import { type Held, objectsIn } from '../../lib/review/objects';
import { type Changed, review } from '../../lib/review/review';
import type { Checked } from '../../lib/site/declare';
import { pairs } from '../random/pairs';
import type { Client } from './client';
import { nameOf, type Rendered } from './objects';
import type { Row } from './report';
import { Resources } from './resources';
import { type Server, startServer } from './server';
import { prepare } from './site';

/** Changes made-up sites on a real API server, without storing the change, and holds its answers against what `mammut review` says. */
export async function checkReviews(program: string, version: string, count: number): Promise<Row> {
  const server = await startServer(program);
  try {
    const row = { version, site: `${count} changed sites reviewed`, objects: 0, accepted: 0, pods: 0 };
    const complaints = {
      'set up': [] as string[],
      'refused, and not foreseen': [] as string[],
      'accepted, and called impossible': [] as string[],
    };
    const resources = new Resources(server.client);
    for (const { index, before, after } of pairs(5, count, (number) => `pair-${number}`)) {
      const [old, young] = [objectsOf(before), objectsOf(after)];
      const stored = [...old.values()];
      complaints['set up'].push(...(await setUp(server, resources, stored)));
      for (const change of review(old, young).changed) {
        const answer = await offered(server.client, resources, change);
        const isRefused = answer !== undefined;
        const isForeseen = change.effect === 'delete and create' || change.effect === 'refused';
        row.objects += 1;
        row.accepted += isRefused ? 0 : 1;
        const said = `${index}: ${nameOf(renderedOf(change.object))}: ${change.changes.map(({ path }) => path.join('.')).join(', ')}`;
        if (isRefused && !isForeseen) complaints['refused, and not foreseen'].push(`${said}: ${answer}`);
        if (!isRefused && isForeseen) complaints['accepted, and called impossible'].push(`${said}: ${change.why}`);
      }
      await takeDown(server.client, resources, stored);
    }
    return { ...row, complaints };
  } finally {
    await server.stop();
  }
}

function objectsOf({ site, findings, defaults }: Checked): ReadonlyMap<string, Held> {
  if (site === undefined) throw new Error('a pair has errors');
  return objectsIn(render(site, { warnings: findings, defaults }).files);
}

function renderedOf({ json, file }: Held): Rendered {
  const { apiVersion, kind, metadata } = json;
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, file, yaml: JSON.stringify(json) };
}

const first = ['Namespace', 'ServiceAccount', 'StorageClass'];

async function setUp(server: Server, resources: Resources, stored: readonly Held[]): Promise<string[]> {
  const { client } = server;
  const objects = stored.map(renderedOf);
  await prepare(server, resources, objects);
  await classesOfOthers(client, stored);
  const complaints: string[] = [];
  const make = async (object: Rendered) => {
    const path = `${await resources.collection(object)}/${object.name}`;
    const { status, body } = await client.apply(`${path}?fieldValidation=Strict`, object.yaml);
    if (status >= 300) complaints.push(`${nameOf(object)}: ${body.message}`);
    // Nobody here binds claims, and only a bound one may grow.
    if (object.kind === 'PersistentVolumeClaim')
      await bind(client, path, object, body.spec?.resources?.requests?.storage);
  };
  for (const kind of first) for (const object of objects.filter((one) => one.kind === kind)) await make(object);
  await Promise.all(objects.filter(({ kind }) => !first.includes(kind)).map(make));
  return complaints;
}

async function bind(
  client: Client,
  path: string,
  { apiVersion, kind, namespace, name }: Rendered,
  storage: string,
): Promise<void> {
  const status = { phase: 'Bound', capacity: { storage } };
  await client.apply(`${path}/status`, stringify({ apiVersion, kind, metadata: { name, namespace }, status }));
}

/** Classes that addons, charts or people make let volumes grow here. */
async function classesOfOthers(client: Client, stored: readonly Held[]): Promise<void> {
  const own = stored.filter(({ json }) => json.kind === 'StorageClass').map(({ json }) => json.metadata.name);
  const used = stored.flatMap(({ json }) =>
    json.kind === 'PersistentVolumeClaim' ? [String(json.spec.storageClassName ?? '')] : [],
  );
  for (const name of new Set(used.filter((one) => one !== '' && !own.includes(one)))) {
    await client.post('/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner: 'others.example.org',
      allowVolumeExpansion: true,
    });
  }
}

/** @returns why the server refuses the change; undefined where it takes it */
async function offered(client: Client, resources: Resources, { object }: Changed): Promise<string | undefined> {
  const rendered = renderedOf(object);
  const path = `${await resources.collection(rendered)}/${rendered.name}`;
  const { status, body } = await client.apply(`${path}?dryRun=All&fieldValidation=Strict`, rendered.yaml);
  return status < 300 ? undefined : String(body.message);
}

/** What other pairs would meet, and Services, of which there is room for a few hundred. */
async function takeDown(client: Client, resources: Resources, stored: readonly Held[]): Promise<void> {
  const isMet = ({ namespace, kind }: Rendered) =>
    kind === 'Service' || (kind !== 'Namespace' && !namespace?.startsWith('pair-'));
  for (const object of stored.map(renderedOf).filter(isMet))
    await client.delete(`${await resources.collection(object)}/${object.name}`);
  const { body } = await client.get('/apis/storage.k8s.io/v1/storageclasses');
  for (const { metadata } of body.items ?? [])
    await client.delete(`/apis/storage.k8s.io/v1/storageclasses/${metadata.name}`);
}
