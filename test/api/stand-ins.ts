import type { Client } from './client';
import type { Rendered } from './objects';

/**
 * Namespaces that an addon, a chart or a manifest makes before a site is applied. Any other namespace that a site uses
 * and does not render is a mistake, and the API server says so.
 */
const madeByOthers = [
  'argocd',
  'cert-manager',
  'cnpg-system',
  'external-secrets',
  'flux-system',
  'gateway-system',
  'ingress',
  'ingress-nginx',
  'longhorn-system',
  'metallb-system',
  'monitoring',
  'observability',
  'openebs',
  'traefik',
];

/** Makes what stands in a real cluster before these objects come, and of what the site doesn't bring itself. */
export async function standIn(client: Client, objects: readonly Rendered[]): Promise<void> {
  const rendered = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  const used = new Set(objects.map(({ namespace }) => namespace));
  for (const name of madeByOthers) {
    if (!used.has(name) || rendered.has(name)) continue;
    await client.post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}

/** The controller manager makes one in each namespace, and no pod is admitted without its service account. */
export async function standInForServiceAccounts(client: Client, namespaces: Iterable<string>): Promise<void> {
  for (const namespace of new Set(namespaces)) {
    await client.post(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
  }
}
