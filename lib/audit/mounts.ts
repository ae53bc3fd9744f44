import type { Law } from './law';
import { containersOf, podTemplates } from './pods';

export const mounts: Law = {
  name: 'audit/mounts',
  why: 'every mount has its volume and every volume its mount; a volume that is dropped leaves data on the pod',
  *check({ objects }) {
    for (const pod of podTemplates(objects)) {
      const claims = (pod.owner.json.spec.volumeClaimTemplates ?? []).map(
        (claim: { metadata: { name: string } }) => claim.metadata.name,
      );
      const volumes: string[] = [...(pod.spec.volumes ?? []).map((volume: { name: string }) => volume.name), ...claims];
      const mounted = new Set<string>();
      for (const container of containersOf(pod)) {
        const paths = new Set<string>();
        for (const mount of container.volumeMounts ?? []) {
          mounted.add(mount.name);
          if (!volumes.includes(mount.name))
            yield {
              object: pod.owner,
              message: `container ${container.name} mounts ${mount.name}, which is no volume of the pod`,
            };
          if (paths.has(mount.mountPath))
            yield {
              object: pod.owner,
              message: `container ${container.name} mounts two volumes at ${mount.mountPath}`,
            };
          paths.add(mount.mountPath);
        }
      }
      for (const volume of volumes) {
        if (!mounted.has(volume)) yield { object: pod.owner, message: `volume ${volume} is mounted by no container` };
      }
      if (new Set(volumes).size !== volumes.length) yield { object: pod.owner, message: 'two volumes share a name' };
    }
  },
};
