import { isOperated } from '../database/operated';
import { neverByItself } from '../kube/inert';
import type * as k8s from '../kube/k8s';
import { leaveLostNode, together } from '../kube/scheduling';
import { containerSecurity, podDefaults, podSecurity } from '../kube/security';
import { keepaliveSysctls } from '../kube/sysctls';
import { scratch, typedContainers, typedResources, typedVolumes } from '../kube/typed';
import { mediaParts } from '../mastodon/media';
import { mediaPlace } from '../mastodon/media-place';
import type { Site } from '../site/site';
import { mountGuard } from '../storage/mount-guard';
import type { BackupPlan } from './backup';
import { backupLabels, planOf, treeClaim } from './plan';
import { scriptsVolume } from './scripts';
import { versionEnv } from './settings';

/** Pieces that the pods of this room share. What runs in them and what they are told: lib/backup/scripts/README.md. */

/** Uid and gid of the media's owner, whatever the image. */
const mediaOwner = 991;

/** Seconds that a pod of ours stays on a lost node: its locks end with it, and the next one starts elsewhere. */
const lostSeconds = 30;

export const mounts = {
  tree: { name: treeClaim, mountPath: '/target' },
  readTree: { name: treeClaim, mountPath: '/target', readOnly: true },
  work: { name: 'work', mountPath: '/work' },
  scripts: { name: 'scripts', mountPath: '/scripts', readOnly: true },
  request: { name: 'request', mountPath: '/request', readOnly: true },
} as const satisfies Record<string, k8s.VolumeMount>;

/** The image of pg_dump, pg_restore and psql: clients are of the server's own major version. */
export function postgresImage(site: Site): string {
  const { versions } = site;
  const repository = 'docker.io/library/postgres';
  const major = (tag: string) => tag.split(/[.-]/)[0];
  const same = major(versions.postgresql) === major(versions.cloudnativePgPostgresql);
  return !isOperated(site) || same
    ? `${repository}:${versions.postgresql}`
    : `${repository}:${major(versions.cloudnativePgPostgresql)}-trixie`;
}

export interface Step {
  readonly name: string;
  readonly image: string;
  /** Interpreter and file in /scripts. */
  readonly command: readonly string[];
  readonly env: k8s.EnvVar[];
  readonly envFrom?: k8s.EnvFromSource[];
  readonly mounts: readonly k8s.VolumeMount[];
  readonly cpu?: string;
  readonly memory?: string;
  readonly memoryLimit?: string;
}

/** One step of a pod: one script in one image. */
export function step({ cpu = '50m', memory = '64Mi', memoryLimit = '256Mi', ...own }: Step): k8s.Container {
  return {
    name: own.name,
    image: own.image,
    imagePullPolicy: 'IfNotPresent',
    command: [...own.command],
    ...(own.envFrom && { envFrom: own.envFrom }),
    env: own.env,
    resources: typedResources({ cpu, memory, memoryLimit }),
    securityContext: containerSecurity(),
    // What a tired person sees in `kubectl describe`.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [mounts.work, mounts.scripts, ...own.mounts],
  };
}

const label = (name: string) => ({ fieldRef: { fieldPath: `metadata.labels['batch.kubernetes.io/${name}']` } });

/** What every script is told. */
export function commonEnv(site: Site): k8s.EnvVar[] {
  return [
    { name: 'SITE', value: site.name },
    { name: 'WEB_DOMAIN', value: site.mastodon.webDomain },
    { name: 'HOME', value: '/work' },
    { name: 'JOB_NAME', valueFrom: label('job-name') },
    { name: 'JOB_UID', valueFrom: label('controller-uid') },
  ];
}

/** libpq's own variables, for Mastodon's role. */
export function databaseEnv({ database: { endpoint } }: Site): k8s.EnvVar[] {
  const { name, key } = endpoint.passwordSecret;
  return [
    { name: 'PGHOST', value: endpoint.host },
    { name: 'PGPORT', value: String(endpoint.port) },
    { name: 'PGDATABASE', value: endpoint.database },
    { name: 'PGUSER', value: endpoint.user },
    { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name, key } } },
    { name: 'PGSSLMODE', value: endpoint.sslMode ?? 'prefer' },
  ];
}

/** Facts about what a set holds. */
export function setEnv({ mastodon }: Site, plan: BackupPlan): k8s.EnvVar[] {
  return [versionEnv, { name: 'MEDIA_KIND', value: mastodon.media.kind }, { name: 'CACHE', value: plan.cache }];
}

/** ConfigMap that the operator makes where a loss is meant: a target that was replaced, media or users that are gone for good. */
export const accepted = 'mastodon-backup-target';

const acceptedEnv = (name: string, key: string): k8s.EnvVar => ({
  name,
  valueFrom: { configMapKeyRef: { name: accepted, key, optional: true } },
});
export const acceptTarget = acceptedEnv('ACCEPT_TARGET', 'accept');
export const acceptLoss = acceptedEnv('ACCEPT_LOSS', 'loss');

export interface PodParts {
  /** What the pod does, its `app.kubernetes.io/component`. */
  readonly component: string;
  /** Mounts the tree. */
  readonly tree: boolean;
  /** Mounts the media: to read them, or to put files back. */
  readonly media?: 'read' | 'write';
  readonly initContainers?: k8s.Container[];
  readonly containers: k8s.Container[];
  readonly volumes?: k8s.Volume[];
  /** What /work may hold. */
  readonly work?: string;
  /** Seconds until the pod is ended; undefined: never, since it has stopped the site. */
  readonly deadlineSeconds?: number;
}

/** Pods that mount a volume which one node at a time mounts share that node, with the media's pods where those have one. */
function place(site: Site, parts: PodParts): { labels: Record<string, string>; affinity?: k8s.Affinity } {
  const onMediaNode = mediaPlace(site.mastodon.media, site.storage) === 'one-node';
  const tree = planOf(site)?.tree;
  const once =
    tree !== undefined &&
    tree.kind !== 'nfs' &&
    site.storage[tree.volume.on]?.accessModes.includes('ReadWriteMany') !== true;
  if (onMediaNode && (parts.media || (parts.tree && once))) {
    const { labels, affinity } = mediaParts(site, '');
    return { labels: { ...labels }, ...(affinity && { affinity }) };
  }
  if (parts.tree && once) {
    const own = { 'mounts-backup': 'true' };
    return { labels: own, affinity: together(own) };
  }
  return { labels: {} };
}

/** What keeps a pod from writing to the node's own disk where its volume is missing. */
function guards(site: Site, parts: PodParts): { initContainers: k8s.Container[]; volumes: k8s.Volume[] } {
  const image = postgresImage(site);
  const tree = planOf(site)?.tree;
  const treeClass = tree && tree.kind !== 'nfs' ? site.storage[tree.volume.on] : undefined;
  const guard =
    parts.tree && treeClass
      ? mountGuard(treeClass, { image, volume: treeClaim, mountPath: mounts.tree.mountPath })
      : { initContainers: [], volumes: [] };
  const media = parts.media && mediaParts(site, image);
  const renamed = typedContainers(guard.initContainers).map((one) => ({ ...one, name: 'tree-guard' }));
  const guardVolumes = typedVolumes(guard.volumes);
  const mediaVolumes = media?.volumes ?? [];
  return {
    initContainers: [...renamed, ...(media?.initContainers ?? [])],
    volumes: [...guardVolumes.filter(({ name }) => !mediaVolumes.some((one) => one.name === name)), ...mediaVolumes],
  };
}

/** Where a step finds the media; empty where they lie in a bucket. */
export function mediaMounts(site: Site, readOnly: boolean): k8s.VolumeMount[] {
  return mediaParts(site, '').mounts.map(({ name }) => ({ name, mountPath: '/media', ...(readOnly && { readOnly }) }));
}

export function podTemplate(site: Site, parts: PodParts): k8s.PodTemplateSpec {
  const { labels, affinity } = place(site, parts);
  const guard = guards(site, parts);
  const first = [...guard.initContainers, ...(parts.initContainers ?? [])];
  return {
    metadata: { labels: { ...backupLabels(site, parts.component), ...labels } },
    spec: {
      ...podDefaults,
      ...(affinity && { affinity }),
      restartPolicy: 'Never',
      tolerations: leaveLostNode(lostSeconds),
      securityContext: { ...podSecurity(mediaOwner), sysctls: keepaliveSysctls },
      ...(parts.deadlineSeconds !== undefined && { activeDeadlineSeconds: parts.deadlineSeconds }),
      ...(first.length > 0 && { initContainers: first }),
      containers: parts.containers,
      volumes: [
        scratch('work', parts.work ?? '64Mi'),
        scriptsVolume,
        ...(parts.tree ? [{ name: treeClaim, persistentVolumeClaim: { claimName: treeClaim } }] : []),
        ...guard.volumes,
        ...(parts.volumes ?? []),
      ],
    },
  };
}

export interface Schedule {
  readonly name: string;
  /** `@default -` a person starts it */
  readonly schedule?: string;
  readonly timeZone: string;
  /** Never by itself: `kubectl create job --from` starts it. */
  /** `Allow`: a Job whose node died would end all later ones, so locks keep two apart. `Replace`: only the newest counts. */
  readonly concurrency: 'Allow' | 'Replace';
  readonly attempts: number;
  readonly history: number;
  /** Seconds that a finished Job stays; undefined: as long as the history keeps it. */
  readonly ttlSeconds?: number;
}

export function cronJob(
  its: Schedule,
  component: string,
  site: Site,
  template: k8s.PodTemplateSpec,
): k8s.KubeCronJobProps {
  return {
    metadata: { name: its.name, labels: backupLabels(site, component) },
    spec: {
      // A cluster that was off at that time does it within the next hours; what runs all the time has its next turn soon.
      ...(its.schedule === undefined
        ? neverByItself
        : { schedule: its.schedule, startingDeadlineSeconds: its.concurrency === 'Replace' ? 300 : 4 * 3600 }),
      timeZone: its.timeZone,
      concurrencyPolicy: its.concurrency,
      successfulJobsHistoryLimit: its.history,
      failedJobsHistoryLimit: its.history,
      jobTemplate: {
        spec: {
          backoffLimit: its.attempts,
          ...(its.ttlSeconds !== undefined && { ttlSecondsAfterFinished: its.ttlSeconds }),
          template,
        },
      },
    },
  };
}
