import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { bytes } from '../kube/quantity';
import { components, deploymentNames } from '../mastodon/names';
import { databaseEnvironment, drainSeconds, environment, writable, writableVolumes } from '../mastodon/rails';
import { redisEnv } from '../redis/address';
import { redisImage } from '../redis/config';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import { fetchSteps, inOrder } from './jobs';
import { backupLabels } from './plan';
import {
  commonEnv,
  cronJob,
  databaseEnv,
  mediaMounts,
  mounts,
  type PodParts,
  podTemplate,
  postgresImage,
  setEnv,
  step,
} from './pod';
import { mediaRemotes, rcloneContainer } from './rclone';
import { secretMounts, secretVolumes } from './secret-mounts';
import { deploymentsEnv } from './settings';
import { databaseSize } from './staging';
import { times } from './times';

export const restore = 'restore';
export const caretaker = 'restore-caretaker';

/** ConfigMap that the operator makes: which set, of which domain. */
export const request = 'mastodon-restore-request';

/** Says which pod has stopped the site. */
export const lease = 'mastodon-restore';

/** CronJobs of Mastodon's that delete what a restore puts back. */
function cleanUps({ mastodon: { upkeep } }: Site): string[] {
  return [
    ...(upkeep.removeRemoteMedia ? ['remove-remote-media'] : []),
    ...(upkeep.removePreviewCards ? ['remove-preview-cards'] : []),
  ];
}

/** The token, for the steps that ask the API server and no others of their pod. */
const token: k8s.Volume = {
  name: 'token',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      // With the version that the API server fills in: left out, every apply would send the list again.
      {
        downwardApi: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
};
const tokenMount: k8s.VolumeMount = {
  name: 'token',
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
};

function kubernetesEnv(site: Site): k8s.EnvVar[] {
  return [
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'LEASE', value: lease },
    { name: 'CRONJOBS', value: cleanUps(site).join(' ') },
    deploymentsEnv,
  ];
}

function podSelector(site: Site): string {
  return `app.kubernetes.io/name=mastodon,app.kubernetes.io/instance=${site.name},app.kubernetes.io/component in (${components(site).join(', ')})`;
}

/** Longest that a pod which was told to stop may take, and two minutes. */
const stopSeconds = ({ mastodon }: Site) => drainSeconds + mastodon.uploadSeconds + 15 + 120;

/** What can be done while the site runs: the set fetched and read, media put back, a second database filled and compared. */
function preparing(site: Site, plan: BackupPlan, more: k8s.EnvVar[] = []): k8s.Container[] {
  return [
    ...fetchSteps(site, plan, [], [mounts.request]),
    step({
      name: 'prepare',
      image: postgresImage(site),
      command: ['bash', '/scripts/restore-prepare.sh'],
      env: [
        ...commonEnv(site),
        ...databaseEnv(site),
        ...setEnv(site, plan).filter(({ name }) => name !== 'CACHE'),
        { name: 'DATABASE_SIZE', value: String(bytes(databaseSize(site))) },
        ...more,
      ],
      mounts: [mounts.tree, mounts.request, ...mediaMounts(site, false), ...secretMounts(site)],
      cpu: '100m',
      memory: '128Mi',
      memoryLimit: '512Mi',
    }),
    ...(site.mastodon.media.kind === 's3'
      ? rcloneContainer(site, 'media', ['put-media-back.sh'], {
          env: [...commonEnv(site), ...mediaRemotes(site)],
          mounts: [mounts.work, mounts.scripts, mounts.request],
        })
      : []),
  ];
}

const requestVolume: k8s.Volume = { name: 'request', configMap: { name: request, optional: true } };

/** The same alone, which stops nothing. */
export function prepareParts(site: Site, plan: BackupPlan, component: string): PodParts {
  return {
    component,
    tree: true,
    media: 'write',
    // A database of its own: a restore may be about to swap the one that it has filled.
    ...inOrder(preparing(site, plan, [{ name: 'STAGE', value: 'trial' }])),
    volumes: [...secretVolumes(site), requestVolume],
    work: '1Gi',
  };
}

/** Steps in order; each may run again, and a retried pod begins with the first. */
function steps(site: Site, plan: BackupPlan): k8s.Container[] {
  const rails = site.mastodon.images.rails;
  const common = commonEnv(site);
  const migrations = databaseEnvironment(site, 'migrations');
  const whole = environment(site, 'migrations');
  return [
    step({
      name: 'claim',
      image: rails,
      command: ['bundle', 'exec', 'ruby', '/scripts/restore-claim.rb'],
      envFrom: migrations.envFrom,
      env: [...common, ...kubernetesEnv(site), ...migrations.env],
      mounts: [...writable, tokenMount],
    }),
    ...preparing(site, plan),
    step({
      name: 'stop',
      image: rails,
      command: ['ruby', '/scripts/restore-stop.rb'],
      envFrom: migrations.envFrom,
      env: [
        ...common,
        ...kubernetesEnv(site),
        { name: 'POD_SELECTOR', value: podSelector(site) },
        { name: 'STOP_TIMEOUT', value: String(stopSeconds(site)) },
        ...migrations.env,
      ],
      mounts: [mounts.request, tokenMount],
    }),
    step({
      name: 'swap',
      image: postgresImage(site),
      command: ['bash', '/scripts/restore-swap.sh'],
      env: [...common, ...databaseEnv(site), ...kubernetesEnv(site)],
      mounts: [mounts.tree, mounts.request, tokenMount],
    }),
    step({
      name: 'queues',
      image: redisImage(site),
      command: ['sh', '/scripts/restore-queues.sh'],
      env: [...common, ...redisEnv(site)],
      mounts: [mounts.request],
    }),
    step({
      name: 'start',
      image: rails,
      command: ['bundle', 'exec', 'ruby', '/scripts/restore-start.rb'],
      envFrom: whole.envFrom,
      env: [...common, ...kubernetesEnv(site), ...whole.env],
      mounts: [...writable, mounts.request, tokenMount],
      cpu: '100m',
      memory: '384Mi',
      memoryLimit: '1Gi',
    }),
  ];
}

/** The suspended CronJob lies in operations/: `kubectl create job --from` starts it, under a fixed name. */
export function buildRestore(folders: Folders, site: Site, plan: BackupPlan): void {
  const component = new Component(folders.operations, restore, 'backup');
  const template = podTemplate(site, {
    component: restore,
    tree: true,
    media: 'write',
    ...inOrder(steps(site, plan)),
    volumes: [...secretVolumes(site), ...writableVolumes('256Mi'), token, requestVolume],
    work: '1Gi',
  });
  new k8s.KubeCronJob(
    component,
    'cron-job',
    cronJob(
      {
        name: restore,
        timeZone: plan.timeZone,
        concurrency: 'Allow',
        attempts: 3,
        history: 1,
        ttlSeconds: 7 * 24 * 3600,
      },
      restore,
      site,
      { ...template, spec: { ...(template.spec as k8s.PodSpec), serviceAccountName: restore } },
    ),
  );
}

/** What must be there before a restore: whose pod has stopped the site, who may do so, and who brings it back. */
export function buildCaretaker(folders: Folders, site: Site, plan: BackupPlan): void {
  const component = new Component(folders.mastodon, restore, 'backup');
  const its = backupLabels(site, restore);
  new k8s.KubeLease(component, 'lease', { metadata: { name: lease, labels: its } });
  buildAccount(component, site);
  const template = podTemplate(site, {
    component: caretaker,
    tree: false,
    containers: [
      step({
        name: 'caretaker',
        image: site.mastodon.images.rails,
        command: ['ruby', '/scripts/caretaker.rb'],
        env: [...commonEnv(site), ...kubernetesEnv(site)],
        mounts: [tokenMount],
      }),
    ],
    volumes: [token],
    deadlineSeconds: 110,
  });
  new k8s.KubeCronJob(
    component,
    'caretaker',
    cronJob(
      {
        name: caretaker,
        schedule: times(plan).caretaker,
        timeZone: plan.timeZone,
        concurrency: 'Replace',
        attempts: 0,
        history: 1,
      },
      caretaker,
      site,
      { ...template, spec: { ...(template.spec as k8s.PodSpec), serviceAccountName: restore } },
    ),
  );
}

/** May scale what is declared, suspend the clean-ups, and hold one Lease; nothing is created or deleted. */
function buildAccount(component: Component, site: Site): void {
  const its = backupLabels(site, restore);
  const deployments = deploymentNames(site);
  const cronJobs = cleanUps(site);
  new k8s.KubeServiceAccount(component, 'service-account', {
    metadata: { name: restore, labels: its },
    automountServiceAccountToken: false,
  });
  new k8s.KubeRole(component, 'role', {
    metadata: { name: restore, labels: its },
    rules: [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [lease], verbs: ['get', 'patch'] },
      { apiGroups: ['apps'], resources: ['deployments/scale'], resourceNames: deployments, verbs: ['get', 'patch'] },
      ...(cronJobs.length > 0
        ? [{ apiGroups: ['batch'], resources: ['cronjobs'], resourceNames: cronJobs, verbs: ['patch'] }]
        : []),
      // Names of pods are not known beforehand: the one right without names.
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    ],
  });
  new k8s.KubeRoleBinding(component, 'role-binding', {
    metadata: { name: restore, labels: its },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: restore },
    subjects: [{ kind: 'ServiceAccount', name: restore, namespace: site.namespace }],
  });
}
