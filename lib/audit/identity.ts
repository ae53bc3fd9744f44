import type { Law } from './law';

/** Kinds that live outside namespaces, as far as we render them. */
const clusterScoped = new Set([
  'Namespace',
  'StorageClass',
  'ClusterIssuer',
  'GatewayClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'PriorityClass',
  'IngressClass',
  'VolumeSnapshotClass',
]);

export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

export const identity: Law = {
  name: 'audit/identity',
  why: 'no two objects share an identity, and every name is one that Kubernetes accepts; the second would overwrite the first',
  *check({ objects }) {
    const seen = new Map<string, string>();
    for (const object of objects) {
      const { apiVersion, kind, metadata } = object.json;
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
      const key = `${group}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
      const other = seen.get(key);
      if (other !== undefined) yield { object, message: `${kind} ${metadata.name} is also rendered as ${other}` };
      seen.set(key, object.file);
      if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(metadata.name) || metadata.name.length > 253) {
        yield { object, message: `${metadata.name} is no name that Kubernetes accepts` };
      }
      if (isClusterScoped(kind) && metadata.namespace !== undefined)
        yield { object, message: `${kind} lives outside namespaces but names ${metadata.namespace}` };
      if (!isClusterScoped(kind) && metadata.namespace === undefined)
        yield { object, message: `${kind} ${metadata.name} names no namespace` };
    }
  },
};
