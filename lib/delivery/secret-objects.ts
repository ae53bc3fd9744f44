import { toYaml } from '../output/yaml';
import type { SecretNeed } from '../site/room';
import type { FilledSecret } from './secret-values';

/** A Secret to be created, with its values in clear. */
export function secretObject({ need, values }: FilledSecret): string {
  const { name, namespace, type = 'Opaque' } = need;
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type, stringData: values };
  return toYaml(object, { header: 'keep it secret, keep a copy elsewhere, never change it' });
}

/**
 * An External Secret: its store holds, under `<site>/<secret>`, a property for each key. What the store loses later stays in
 * the cluster. Source: external-secrets.io/latest/guides/ownership-deletion-policy.
 */
export function externalSecret(
  { name, namespace, type = 'Opaque', keys }: SecretNeed,
  site: string,
  store: string,
): string {
  return toYaml(
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, namespace },
      spec: {
        refreshPolicy: 'OnChange',
        secretStoreRef: { kind: 'ClusterSecretStore', name: store },
        target: { name, creationPolicy: 'Orphan', deletionPolicy: 'Retain', template: { type } },
        data: keys.map(({ key }) => ({ secretKey: key, remoteRef: { key: `${site}/${name}`, property: key } })),
      },
    },
    { header: `the values of ${site}/${name} are in store ${store}` },
  );
}
