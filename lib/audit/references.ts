import type { Audited, Law } from './law';
import { containersOf, podTemplates } from './pods';

interface Env {
  readonly env?: {
    readonly name: string;
    readonly valueFrom?: {
      readonly secretKeyRef?: { name: string; key: string };
      readonly configMapKeyRef?: { name: string; key: string; optional?: boolean };
    };
  }[];
  readonly envFrom?: { readonly configMapRef?: { name: string }; readonly secretRef?: { name: string } }[];
}

export const references: Law = {
  name: 'audit/references',
  why: 'every ConfigMap, Secret, claim, class and ServiceAccount that is named is rendered, listed as required, or made by a named chart; a pod that waits for one never starts',
  *check(audited) {
    const { objects, secrets } = audited;
    const rendered = (kind: string, name: string, namespace?: string) =>
      objects.find(
        (one) =>
          one.json.kind === kind &&
          one.json.metadata.name === name &&
          (namespace === undefined || one.json.metadata.namespace === namespace),
      );
    for (const pod of podTemplates(objects)) {
      const { owner: object, namespace, spec } = pod;
      const secret = (name: string, key?: string) =>
        secrets.some(
          (one) =>
            one.name === name &&
            one.namespace === namespace &&
            (key === undefined || one.keys.some((entry) => entry.key === key)),
        );
      for (const container of containersOf(pod) as ({ name: string } & Env)[]) {
        for (const { name, valueFrom } of container.env ?? []) {
          const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
          if (secretKeyRef && !secret(secretKeyRef.name, secretKeyRef.key))
            yield {
              object,
              message: `${name} reads key ${secretKeyRef.key} of Secret ${secretKeyRef.name}, which is not listed as required`,
            };
          if (
            configMapKeyRef &&
            !configMapKeyRef.optional &&
            rendered('ConfigMap', configMapKeyRef.name, namespace)?.json.data?.[configMapKeyRef.key] === undefined
          ) {
            yield {
              object,
              message: `${name} reads key ${configMapKeyRef.key} of ConfigMap ${configMapKeyRef.name}, which is not rendered`,
            };
          }
        }
        for (const { configMapRef, secretRef } of container.envFrom ?? []) {
          if (configMapRef && !rendered('ConfigMap', configMapRef.name, namespace))
            yield {
              object,
              message: `container ${container.name} reads ConfigMap ${configMapRef.name}, which is not rendered`,
            };
          if (secretRef && !secret(secretRef.name))
            yield {
              object,
              message: `container ${container.name} reads Secret ${secretRef.name}, which is not listed as required`,
            };
        }
        const names = (container.env ?? []).map((one) => one.name);
        const twice = names.find((name, index) => names.indexOf(name) !== index);
        if (twice !== undefined) yield { object, message: `container ${container.name} sets ${twice} twice` };
      }
      for (const volume of spec.volumes ?? []) {
        if (volume.configMap && !volume.configMap.optional && !rendered('ConfigMap', volume.configMap.name, namespace))
          yield {
            object,
            message: `volume ${volume.name} is ConfigMap ${volume.configMap.name}, which is not rendered`,
          };
        if (volume.secret && !secret(volume.secret.secretName))
          yield {
            object,
            message: `volume ${volume.name} is Secret ${volume.secret.secretName}, which is not listed as required`,
          };
        const claim = volume.persistentVolumeClaim?.claimName;
        if (claim !== undefined && !rendered('PersistentVolumeClaim', claim, namespace))
          yield { object, message: `volume ${volume.name} is claim ${claim}, which is not rendered` };
      }
      const account = spec.serviceAccountName;
      if (account !== undefined && account !== 'default' && !rendered('ServiceAccount', account, namespace))
        yield { object, message: `ServiceAccount ${account} is not rendered` };
    }
    yield* storageClasses(audited);
  },
};

/** A claim that is bound to a rendered volume by name needs no class. */
const isStatic = (objects: Audited['objects'], { storageClassName, volumeName }: Claim) =>
  storageClassName === '' &&
  objects.some(({ json }) => json.kind === 'PersistentVolume' && json.metadata.name === volumeName);

interface Claim {
  readonly storageClassName?: string;
  readonly volumeName?: string;
}

function* storageClasses({ objects, requirements }: Audited) {
  const known = new Set([
    ...objects.filter((one) => one.json.kind === 'StorageClass').map((one) => one.json.metadata.name),
    ...requirements.flatMap((one) => one.provides?.storageClasses ?? []),
  ]);
  for (const object of objects) {
    const specs: Claim[] = [
      ...(object.json.kind === 'PersistentVolumeClaim' ? [object.json.spec] : []),
      ...(object.json.spec?.volumeClaimTemplates ?? []).map((claim: { spec: unknown }) => claim.spec),
      ...(object.json.kind === 'Cluster' && object.json.spec?.storage
        ? [{ storageClassName: object.json.spec.storage.storageClass }]
        : []),
      ...podTemplates([object]).flatMap(({ spec }) =>
        (spec.volumes ?? []).flatMap((volume: { ephemeral?: { volumeClaimTemplate: { spec: Claim } } }) =>
          volume.ephemeral ? [volume.ephemeral.volumeClaimTemplate.spec] : [],
        ),
      ),
    ];
    for (const claim of specs) {
      const { storageClassName } = claim;
      if (isStatic(objects, claim)) continue;
      if (storageClassName === undefined)
        yield { object, message: "a claim names no class and would get the cluster's default" };
      else if (!known.has(storageClassName))
        yield { object, message: `class ${storageClassName} is neither rendered nor made by a named chart` };
    }
  }
}
