import type * as k8s from '../kube/k8s';
import { secretSettings } from '../mastodon/secret-settings';
import type { Site } from '../site/site';
import { planOf } from './plan';

/** Every Secret that Mastodon reads, the bucket's and the ping address': what a new cluster can not make anew. */
function secretNames(site: Site): string[] {
  const plan = planOf(site);
  const ours = [plan?.bucket?.secret, plan?.pingSecret].filter((name) => name !== undefined);
  return [...new Set([...secretSettings(site).map(({ from }) => from.name), ...ours])].sort();
}

/** Names of Secrets may hold dots, names of volumes may not. */
const volumeName = (index: number) => `secret-${index}`;

/** Mounted read-only as files: nobody needs the right to read Secrets through the API. */
export function secretVolumes(site: Site): k8s.Volume[] {
  return secretNames(site).map((secretName, index) => ({
    name: volumeName(index),
    secret: { secretName },
  }));
}

export function secretMounts(site: Site): k8s.VolumeMount[] {
  return secretNames(site).map((name, index) => ({
    name: volumeName(index),
    mountPath: `/secrets/${name}`,
    readOnly: true,
  }));
}
