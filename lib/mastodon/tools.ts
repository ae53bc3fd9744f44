import { Component, type Folders } from '../kube/component';
import { neverByItself } from '../kube/inert';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { containerSecurity } from '../kube/security';
import { typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import { mediaParts } from './media';
import { environment, podFields, waitForMigrations, writable, writableVolumes } from './rails';
import { type ScriptName, scriptsMount, scriptsVolume } from './scripts';
import { name } from './tool-commands';

export const toolsLabels = (site: Site) => labels('mastodon', site.name, name);

/** The longest that somebody works with it; then it ends by itself. */
const hours = 8;

/**
 * A pod for Mastodon's own tools, for as long as somebody needs it. Each starts a Rails of its own, which takes as much
 * memory as one of web's processes: beside those, in their pod, it would break the limit and end them all.
 */
export function buildTools(folders: Folders, site: Site): void {
  const { image } = site.mastodon.web;
  const its = toolsLabels(site);
  const media = mediaParts(site, image);
  const scripts: ScriptName[] = ['database.rb', 'wait-for-migrations.rb', 'pg_service.conf'];
  const reader = 'sidekiq';
  const component = new Component(folders.operations, name, 'mastodon');
  new k8s.KubeCronJob(component, 'cron-job', {
    metadata: { name, labels: its },
    spec: {
      ...neverByItself,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          ttlSecondsAfterFinished: 0,
          template: {
            metadata: { labels: { ...its, ...media.labels } },
            spec: {
              ...podFields,
              ...(media.affinity && { affinity: media.affinity }),
              restartPolicy: 'Never',
              initContainers: [...(media.initContainers ?? []), waitForMigrations(site, reader, image)],
              containers: [
                {
                  name,
                  image,
                  imagePullPolicy: 'IfNotPresent',
                  args: ['sleep', String(hours * 3600)],
                  // All settings that a tool may need are Sidekiq's; mail is one of them.
                  ...environment(site, reader),
                  resources: typedResources({ cpu: '50m', memory: '384Mi', memoryLimit: '1Gi' }),
                  securityContext: containerSecurity(),
                  volumeMounts: [...writable, ...media.mounts, scriptsMount],
                },
              ],
              volumes: [...writableVolumes('1Gi'), ...media.volumes, scriptsVolume(...scripts)],
            },
          },
        },
      },
    },
  });
}
