import { ApiObject } from 'cdk8s';
import { schedulableNodes } from '../cluster/cluster';
import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { bytes } from '../kube/quantity';
import { scratch } from '../kube/typed';
import type { Footprint } from '../site/room';
import type { Site } from '../site/site';
import { canaryName } from '../storage/canary-name';
import { roles } from '../storage/engine';
import type { BackupPlan } from './backup';
import { inOrder, mustNotReach } from './jobs';
import { planOf } from './plan';
import { commonEnv, cronJob, mounts, podTemplate, postgresImage, setEnv, step } from './pod';
import { databaseSize } from './staging';
import { times } from './times';

export const rehearsal = 'rehearsal';

/** Secret with the private key that the secrets part is decrypted with on trial. */
export const rehearsalSecret = 'backup-rehearsal';

/** uid of `postgres` in its image: a server does not run as another user than the owner of its files. */
const postgresUser = 999;

/** The restored database, its write-ahead log and what sorting indices takes. Shape: `22Gi`. */
const dataSize = (site: Site) => `${Math.ceil(bytes(databaseSize(site)) / 1024 ** 3) + 2}Gi`;

/** A role whose volumes go with the pod: the trial's class of a role that we render. */
function throwawayRole(site: Site) {
  return roles.find((role) => {
    const filled = site.storage[role];
    return filled?.isOurs && !filled.networkFilesystem;
  });
}

/** A volume that is made for the pod and deleted with it; a folder on the node's disk where no class of ours does that. */
function throwawayVolume(site: Site): k8s.Volume {
  const role = throwawayRole(site);
  if (role === undefined) return scratch('data', dataSize(site));
  return {
    name: 'data',
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: canaryName(role),
          resources: { requests: { storage: k8s.Quantity.fromString(dataSize(site)) } },
        },
      },
    },
  };
}

export function rehearsalFootprint(site: Site): Footprint[] {
  const plan = planOf(site);
  const role = throwawayRole(site);
  if (plan === undefined || plan.rehearse === 'never' || role === undefined) return [];
  const [only, ...others] = schedulableNodes(site.cluster);
  const node = others.length === 0 ? only?.name : undefined;
  return [
    {
      name: rehearsal,
      from: 'backup.rehearse',
      instances: 1,
      cpu: '0m',
      memory: '0Mi',
      node,
      volumes: [{ role, size: dataSize(site) }],
    },
  ];
}

/**
 * Restores the newest set into a server that nobody reaches and that reaches nothing, and compares. It holds every
 * account's keys, so no connection is opened for it, not even to look up names.
 */
export function buildRehearsal(folders: Folders, site: Site, plan: BackupPlan): void {
  if (plan.rehearse === 'never') return;
  const component = new Component(folders.mastodon, rehearsal, 'backup.rehearse');
  const image = postgresImage(site);
  const env = [...commonEnv(site), ...setEnv(site, plan)];
  const server = step({
    name: 'server',
    image,
    command: ['bash', '/scripts/rehearse-server.sh'],
    env: commonEnv(site),
    mounts: [
      { name: 'data', mountPath: '/data' },
      { name: 'shared-memory', mountPath: '/dev/shm' },
    ],
    cpu: '100m',
    memory: '256Mi',
    memoryLimit: '1Gi',
  });
  const steps = [
    step({
      name: 'rehearse',
      image,
      command: ['bash', '/scripts/rehearse.sh'],
      env: [...env, { name: 'MUST_NOT_REACH', value: mustNotReach(site) }],
      mounts: [mounts.tree, { name: 'rehearsal-key', mountPath: '/rehearsal-key', readOnly: true }],
      cpu: '100m',
      memory: '128Mi',
      memoryLimit: '512Mi',
    }),
    step({
      name: 'row',
      image: site.mastodon.images.rails,
      command: ['ruby', '/scripts/rehearse-row.rb'],
      env,
      mounts: [mounts.readTree],
    }),
    step({
      name: 'result',
      image,
      command: ['bash', '/scripts/rehearse-result.sh'],
      env,
      mounts: [mounts.tree],
    }),
  ];
  const { initContainers = [], containers } = inOrder(steps);
  const template = podTemplate(site, {
    component: rehearsal,
    tree: true,
    initContainers: [
      { ...server, securityContext: { ...server.securityContext, runAsUser: postgresUser } },
      ...initContainers,
    ],
    containers,
    volumes: [
      throwawayVolume(site),
      scratch('shared-memory', '256Mi', true),
      {
        name: 'rehearsal-key',
        secret: { secretName: rehearsalSecret, items: [{ key: 'tls.key', path: 'tls.key' }] },
      },
    ],
    work: '1Gi',
    deadlineSeconds: 12 * 3600,
  });
  const props = cronJob(
    {
      name: rehearsal,
      schedule: times(plan).rehearsal,
      timeZone: plan.timeZone,
      concurrency: 'Allow',
      attempts: 1,
      history: 3,
    },
    rehearsal,
    site,
    template,
  );
  new ApiObject(component, 'cron-job', withSidecar(k8s.toJson_KubeCronJobProps(props), server.name));
}

/**
 * An init container that runs on beside the others and ends with them. The field is newer than the generated types,
 * and Kubernetes knows it from 1.29 on by default. Source: kubernetes.io/docs/concepts/workloads/pods/sidecar-containers.
 */
// biome-ignore lint/suspicious/noExplicitAny: a CronJob as JSON
function withSidecar(json: any, name: string) {
  const { template } = json.spec.jobTemplate.spec;
  const initContainers = template.spec.initContainers.map((container: { name: string }) =>
    container.name === name ? { ...container, restartPolicy: 'Always' } : container,
  );
  const spec = {
    ...json.spec,
    jobTemplate: {
      ...json.spec.jobTemplate,
      spec: { ...json.spec.jobTemplate.spec, template: { ...template, spec: { ...template.spec, initContainers } } },
    },
  };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: json.metadata, spec };
}
