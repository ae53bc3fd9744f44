import type { Client } from './client';
import type { Crd } from './crds';
import { Unusable } from './processes';

const establishedWithin = 30_000;

/** Installs definitions and returns when kubectl may count on them. */
export async function installCrds(client: Client, crds: readonly Crd[]): Promise<void> {
  await Promise.all(crds.map((crd) => install(client, crd)));
  const deadline = Date.now() + establishedWithin;
  const waiting = new Set(crds);
  while (waiting.size > 0) {
    for (const crd of waiting) if (await isServed(client, crd)) waiting.delete(crd);
    if (waiting.size === 0) break;
    if (Date.now() > deadline) {
      throw new Unusable(
        `not served after ${establishedWithin / 1000} s: ${[...waiting].map(({ kind }) => kind).join(', ')}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function install(client: Client, { object, from }: Crd): Promise<void> {
  // A conversion webhook is its controller's, and no controller runs here.
  const { conversion: _, ...spec } = object.spec;
  const { status, body } = await client.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    ...object,
    spec,
  });
  if (status !== 201) throw new Unusable(`CRD ${object.metadata.name} from ${from}: ${body.message}`);
}

/**
 * `Established` is not enough: kubectl looks a kind up in discovery, and asks OpenAPI v3 whether the server validates
 * its fields. Both follow a moment later, and a kind that OpenAPI lacks makes kubectl fetch the whole v2 document.
 */
async function isServed(client: Client, { object }: Crd): Promise<boolean> {
  const { body: crd } = await client.get(
    `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${object.metadata.name}`,
  );
  const conditions: { type: string; status: string }[] = crd.status?.conditions ?? [];
  if (!conditions.some(({ type, status }) => type === 'Established' && status === 'True')) return false;
  const openapi = await client.get('/openapi/v3');
  for (const version of crd.spec.versions as { name: string; served: boolean }[]) {
    if (!version.served) continue;
    const groupVersion = `apis/${crd.spec.group}/${version.name}`;
    const discovery = await client.get(`/${groupVersion}`);
    const kinds: { kind: string }[] = discovery.body.resources ?? [];
    if (!kinds.some(({ kind }) => kind === crd.spec.names.kind) || !openapi.body.paths?.[groupVersion]) return false;
  }
  return true;
}
