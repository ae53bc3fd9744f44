import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { render } from '../support/site';
import { kubectl, mustKubectl } from './kubectl';

// On a cluster of one's own, in a namespace made for it and removed again: everything that a site renders is offered to
// the server as a dry run, and the trial of the storage runs on the cluster's default class.
jest.setTimeout(900_000);

/** MAMMUT_E2E_SITE: the declaration; best the one of this very cluster. */
const declaration = process.env.MAMMUT_E2E_SITE ?? 'sites/home.yaml';
const namespace = `mammut-e2e-${Date.now().toString(36)}`;
let out: string;
let site: string;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'mammut-e2e-'));
  site = await render(declaration, join(out, 'dist'));
  await mustKubectl('create', 'namespace', namespace);
  await mustKubectl('label', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted');
});

afterAll(async () => {
  await mustKubectl('delete', 'namespace', namespace, '--wait=false');
  rmSync(out, { recursive: true });
});

/** What the cluster lacks is for the site's requirements to bring: told, and no refusal. */
const lacking = /no matches for kind "([^"]+)"|namespaces "([^"]+)" not found/;

test.each(['platform', 'mastodon', 'operations'])('the server takes all of %s', async (part) => {
  const { stdout, stderr } = await kubectl('apply', '-k', offered(part), '--dry-run=server', '--validate=strict');
  const said = stderr.split('\n').filter((line) => /^Error|error:|Warning: would violate/i.test(line));
  const missing = said.flatMap((line) => lacking.exec(line)?.slice(1).filter(Boolean) ?? []);
  const taken = stdout.split('\n').filter(Boolean).length;
  process.stdout.write(`    ${part}: ${taken} objects taken`);
  process.stdout.write(missing.length > 0 ? `, not there: ${[...new Set(missing)].sort().join(', ')}\n` : '\n');
  expect(said.filter((line) => !lacking.test(line))).toEqual([]);
  expect(taken + missing.length).toBeGreaterThan(0);
});

/** The folder as it is offered. Of the namespaces only Mastodon's own may be missing; the platform's objects keep theirs, MetalLB's must. */
function offered(part: string): string {
  if (part === 'platform') return join(site, part);
  const overlay = join(site, `as-${part}`);
  mkdirSync(overlay);
  writeFileSync(join(overlay, 'kustomization.yaml'), JSON.stringify({ namespace, resources: [`../${part}`] }));
  return overlay;
}

test('the trial of the storage passes on the default class', async () => {
  const { items } = JSON.parse(await mustKubectl('get', 'storageclasses', '--output=json'));
  const isDefault = 'storageclass.kubernetes.io/is-default-class';
  // biome-ignore lint/suspicious/noExplicitAny: any StorageClass
  const found = items.find(({ metadata }: any) => metadata.annotations?.[isDefault] === 'true') ?? items[0];
  process.stdout.write(`    class ${found.metadata.name}\n`);
  const claim = read('claim');
  claim.spec.storageClassName = found.metadata.name;
  claim.spec.accessModes = ['ReadWriteOnce'];
  await apply(claim);
  for (const step of ['write', 'read']) {
    const { spec } = read(step);
    // The site's nodes are not this cluster's.
    delete spec.jobTemplate.spec.template.spec.affinity;
    const name = `canary-${step}`;
    await apply({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: spec.jobTemplate.spec });
    await mustKubectl(
      'wait',
      '-n',
      namespace,
      `job/${name}`,
      '--for=condition=Complete',
      '--timeout=300s',
      '--request-timeout=0',
    );
  }
  expect(await mustKubectl('logs', '-n', namespace, 'job/canary-read')).toContain('the same bytes');
});

// biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
function read(name: string): any {
  const object = load(readFileSync(join(site, 'operations/canary-per-node', `${name}.yaml`), 'utf8'));
  return JSON.parse(JSON.stringify(object));
}

async function apply(object: { metadata: object; [field: string]: unknown }): Promise<void> {
  const file = join(out, 'object.json');
  writeFileSync(file, JSON.stringify({ ...object, metadata: { ...object.metadata, namespace } }));
  await mustKubectl('apply', '--filename', file);
}
