import { find, objectsOf, shipped } from '../support/site';

/** What this room renders, as its tests read it. */

export const home = shipped('home');
export const oneNode = shipped('one-node');
export const bucketMedia = shipped(
  'home',
  'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
);

export type Container = {
  name: string;
  image: string;
  command?: string[];
  restartPolicy?: string;
  env?: { name: string; value?: string; valueFrom?: object }[];
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  securityContext: { runAsUser?: number };
};

export const jobOf = (site: typeof home, name: string) => find(objectsOf(site), 'CronJob', name).spec;
export const podOf = (site: typeof home, name: string) => jobOf(site, name).jobTemplate.spec.template.spec;
export const containersOf = (site: typeof home, name: string): Container[] => {
  const { initContainers = [], containers } = podOf(site, name);
  return [...initContainers, ...containers].filter(({ name }) => !name.endsWith('guard'));
};
export const stepsOf = (site: typeof home, name: string) => containersOf(site, name).map((one) => one.name);
export const envOf = (container: Container | undefined) =>
  Object.fromEntries((container?.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
export const ours = (site: typeof home) =>
  objectsOf(site).filter(({ json }) => json.metadata.labels?.['app.kubernetes.io/name'] === 'backup');
