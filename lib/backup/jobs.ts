import type { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { redisAddress } from '../redis/address';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import {
  acceptLoss,
  acceptTarget,
  commonEnv,
  cronJob,
  databaseEnv,
  mediaMounts,
  mounts,
  podTemplate,
  postgresImage,
  setEnv,
  step,
} from './pod';
import { mediaCopies, mediaRemotes, rcloneContainer } from './rclone';
import { secretMounts, secretVolumes } from './secret-mounts';
import { settingsMounts, settingsVolumes } from './settings';
import { times } from './times';

/** Hours after which a step that hangs, on a NAS that went away or a bucket that is slow, is given up. */
const halfDay = 12 * 3600;

export const names = {
  backup: 'backup',
  upkeep: 'backup-upkeep',
  fetch: 'backup-fetch',
  notify: 'backup-notify',
} as const;

/** Copies stay in the tree where it is a target of its own; a spool is freed. */
const keepLocal = (plan: BackupPlan): k8s.EnvVar => ({ name: 'KEEP_LOCAL', value: String(plan.tree.kind !== 'spool') });

const uploads = (site: Site, plan: BackupPlan, ...args: string[]) =>
  rcloneContainer(site, 'upload', ['upload.sh', ...args], {
    env: [...commonEnv(site), keepLocal(plan), acceptTarget, ...mediaCopies(site)],
    mounts: [mounts.work, mounts.scripts, mounts.tree],
  });

/** Steps one after the other: all but the last are init containers. */
export function inOrder(steps: readonly k8s.Container[]): {
  initContainers?: k8s.Container[];
  containers: k8s.Container[];
} {
  const first = steps.slice(0, -1);
  return { ...(first.length > 0 && { initContainers: first }), containers: steps.slice(-1) };
}

export function buildBackup(component: Component, site: Site, plan: BackupPlan): void {
  const script = (name: string, ...args: string[]) =>
    step({
      name,
      image: postgresImage(site),
      command: ['bash', '/scripts/backup.sh', ...args],
      env: [...commonEnv(site), ...databaseEnv(site), ...setEnv(site, plan), acceptTarget, acceptLoss],
      mounts: [mounts.tree, ...mediaMounts(site, true), ...settingsMounts, ...secretMounts(site)],
      cpu: '100m',
      memory: '128Mi',
      memoryLimit: '512Mi',
    });
  const copies = rcloneContainer(site, 'copy-media', ['copy-media.sh'], {
    env: [...commonEnv(site), { name: 'CACHE', value: plan.cache }, ...mediaRemotes(site)],
    mounts: [mounts.work, mounts.scripts, mounts.tree],
  });
  const set =
    site.mastodon.media.kind === 's3'
      ? [script('dump', 'dump'), ...copies, script('publish', 'publish')]
      : [script('backup')];
  const template = podTemplate(site, {
    component: names.backup,
    tree: true,
    media: 'read',
    ...inOrder([...fetchSteps(site, plan, ['known']), ...set, ...(plan.bucket ? uploads(site, plan) : [])]),
    volumes: [...settingsVolumes, ...secretVolumes(site)],
    work: '1Gi',
    deadlineSeconds: halfDay,
  });
  new k8s.KubeCronJob(
    component,
    'cron-job',
    cronJob(
      {
        name: names.backup,
        schedule: times(plan).backup,
        timeZone: plan.timeZone,
        concurrency: 'Allow',
        attempts: 2,
        history: 3,
      },
      names.backup,
      site,
      template,
    ),
  );
}

/** Sets beyond what is kept go, here and in the bucket. */
export function buildUpkeep(component: Component, site: Site, plan: BackupPlan): void {
  const { keep } = plan;
  const prune = step({
    name: 'prune',
    image: postgresImage(site),
    command: ['bash', '/scripts/prune.sh'],
    env: [
      ...commonEnv(site),
      acceptTarget,
      { name: 'MEDIA_KIND', value: site.mastodon.media.kind },
      { name: 'KEEP_DAILY', value: String(keep.daily) },
      { name: 'KEEP_WEEKLY', value: String(keep.weekly) },
      { name: 'KEEP_MONTHLY', value: String(keep.monthly) },
    ],
    mounts: [mounts.tree],
  });
  const template = podTemplate(site, {
    component: names.upkeep,
    tree: true,
    ...inOrder([prune, ...(plan.bucket ? uploads(site, plan, 'pruned') : [])]),
    work: '1Gi',
    deadlineSeconds: halfDay,
  });
  new k8s.KubeCronJob(
    component,
    'upkeep',
    cronJob(
      {
        name: names.upkeep,
        schedule: times(plan).upkeep,
        timeZone: plan.timeZone,
        concurrency: 'Allow',
        attempts: 2,
        history: 2,
      },
      names.upkeep,
      site,
      template,
    ),
  );
}

/** Whether a set lies in the bucket alone and must be brought back before it can be read. */
export const fetches = (plan: BackupPlan) => plan.tree.kind === 'spool';

export const fetchSteps = (site: Site, plan: BackupPlan, args: string[] = [], more: k8s.VolumeMount[] = []) =>
  fetches(plan)
    ? rcloneContainer(site, 'fetch', ['fetch.sh', ...args], {
        env: commonEnv(site),
        mounts: [mounts.work, mounts.scripts, mounts.tree, ...more],
      })
    : [];

/** Brings the newest set back into the spool, where the rehearsal, which reaches nothing, finds it. */
export function buildFetch(component: Component, site: Site, plan: BackupPlan): void {
  const steps = fetchSteps(site, plan);
  if (steps.length === 0 || plan.rehearse === 'never') return;
  const template = podTemplate(site, {
    component: names.fetch,
    tree: true,
    ...inOrder(steps),
    work: '1Gi',
    deadlineSeconds: halfDay,
  });
  new k8s.KubeCronJob(
    component,
    'fetch',
    cronJob(
      {
        name: names.fetch,
        schedule: times(plan).fetch,
        timeZone: plan.timeZone,
        concurrency: 'Allow',
        attempts: 2,
        history: 1,
      },
      names.fetch,
      site,
      template,
    ),
  );
}

/** Tells the ping address what the last jobs said; when nothing calls it any more, that address tells you. */
export function buildNotify(component: Component, site: Site, plan: BackupPlan): void {
  if (plan.pingSecret === undefined) return;
  const template = podTemplate(site, {
    component: names.notify,
    tree: true,
    containers: [
      step({
        name: 'notify',
        image: site.mastodon.images.rails,
        command: ['ruby', '/scripts/notify.rb'],
        env: [
          ...commonEnv(site),
          { name: 'PING_URL', valueFrom: { secretKeyRef: { name: plan.pingSecret, key: 'url' } } },
          // A day and a half without a checked set is a failure by itself.
          { name: 'MAX_AGE', value: String(36 * 3600) },
        ],
        mounts: [mounts.readTree],
      }),
    ],
    deadlineSeconds: 300,
  });
  new k8s.KubeCronJob(
    component,
    'notify',
    cronJob(
      {
        name: names.notify,
        schedule: times(plan).notify,
        timeZone: plan.timeZone,
        concurrency: 'Replace',
        attempts: 0,
        history: 1,
      },
      names.notify,
      site,
      template,
    ),
  );
}

/** Addresses that the site itself reaches and a rehearsal must not. */
export function mustNotReach(site: Site): string {
  const { host, port } = site.database.endpoint;
  const redis = redisAddress(site);
  return [`${host}:${port}`, ...(redis ? [`${redis.host}:${redis.port}`] : [])].join(' ');
}
