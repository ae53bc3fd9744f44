import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { mediaParts } from '../mastodon/media';
import { environment, writable, writableVolumes } from '../mastodon/rails';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import { commonEnv, cronJob, mounts, type PodParts, podTemplate, postgresImage, step } from './pod';
import printSecrets from './print-secrets.sh';
import { prepareParts } from './restore';

/** What the operator may start at any time, since it stops nothing: suspended, in operations/. */
export const trials = {
  secrets: 'backup-secrets',
  prepare: 'restore-prepare',
  afterwards: 'restore-afterwards',
} as const;

export function buildTrials(folders: Folders, site: Site, plan: BackupPlan): void {
  const component = new Component(folders.operations, 'backup', 'backup');
  const build = (id: string, name: string, parts: PodParts) =>
    new k8s.KubeCronJob(
      component,
      id,
      cronJob(
        {
          name,
          timeZone: plan.timeZone,
          concurrency: 'Allow',
          attempts: 0,
          history: 1,
          ttlSeconds: 24 * 3600,
        },
        parts.component,
        site,
        podTemplate(site, parts),
      ),
    );
  build('secrets', trials.secrets, {
    component: trials.secrets,
    tree: true,
    containers: [
      step({
        name: 'secrets',
        image: postgresImage(site),
        command: ['sh', '-euc', printSecrets],
        env: commonEnv(site),
        mounts: [mounts.readTree],
      }),
    ],
    deadlineSeconds: 600,
  });
  // The first half of a restore: media that are missing are put back, and a second database is filled and compared.
  build('prepare', trials.prepare, prepareParts(site, plan, trials.prepare));
  build('afterwards', trials.afterwards, afterwards(site, plan));
}

/** What Mastodon makes anew after a restore, by its own tool, as the article does by hand. */
function afterwards(site: Site, plan: BackupPlan): PodParts {
  const { image } = site.mastodon.web;
  const whole = environment(site, 'web');
  return {
    component: trials.afterwards,
    tree: false,
    media: 'write',
    containers: [
      step({
        name: 'tootctl',
        image,
        command: ['ruby', '/scripts/restore-afterwards.rb'],
        envFrom: whole.envFrom,
        env: [...commonEnv(site), { name: 'CACHE', value: plan.cache }, ...whole.env],
        mounts: [...writable, ...mediaParts(site, image).mounts],
        cpu: '100m',
        memory: '384Mi',
        memoryLimit: '1Gi',
      }),
    ],
    volumes: writableVolumes('1Gi'),
    deadlineSeconds: 12 * 3600,
  };
}
