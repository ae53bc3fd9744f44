import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { containerSecurity } from '../kube/security';
import { typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import type { UpkeepTask } from './mastodon';
import { mediaParts } from './media';
import { checksums, environment, podFields, settingsMap, writable, writableVolumes } from './rails';

const name = 'upkeep';

export const upkeepLabels = (site: Site) => labels('mastodon', site.name, name);

/** What would otherwise fill the disk: copies of other servers' media and thumbnails of links. */
export function buildUpkeep(folders: Folders, site: Site): void {
  const { removeRemoteMedia, removePreviewCards } = site.mastodon.upkeep;
  if (removeRemoteMedia === undefined && removePreviewCards === undefined) return;
  const component = new Component(folders.mastodon, name, 'mastodon.upkeep');
  settingsMap(component, site, name, upkeepLabels(site));
  if (removeRemoteMedia) cronJob(component, site, 'remove-remote-media', removeRemoteMedia, ['media', 'remove']);
  if (removePreviewCards)
    cronJob(component, site, 'remove-preview-cards', removePreviewCards, ['preview_cards', 'remove']);
}

function cronJob(component: Component, site: Site, id: string, task: UpkeepTask, command: string[]): void {
  const { image } = site.mastodon.web;
  const its = upkeepLabels(site);
  const media = mediaParts(site, image);
  new k8s.KubeCronJob(component, id, {
    metadata: { name: id, labels: its },
    spec: {
      schedule: task.schedule,
      timeZone: site.mastodon.upkeep.timeZone,
      concurrencyPolicy: 'Forbid',
      // A cluster that was off at that time does it within the next hours; later it is tomorrow's turn.
      startingDeadlineSeconds: 4 * 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 2,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 12 * 3600,
          template: {
            metadata: { labels: { ...its, ...media.labels }, annotations: checksums(site, name, []) },
            spec: {
              ...podFields,
              ...(media.affinity && { affinity: media.affinity }),
              restartPolicy: 'Never',
              initContainers: media.initContainers,
              containers: [
                {
                  name: 'tootctl',
                  image,
                  imagePullPolicy: 'IfNotPresent',
                  args: ['bin/tootctl', ...command, '--days', String(task.days)],
                  ...environment(site, name),
                  resources: typedResources({ cpu: '50m', memory: '384Mi', memoryLimit: '1Gi' }),
                  securityContext: containerSecurity(),
                  volumeMounts: [...writable, ...media.mounts],
                },
              ],
              volumes: [...writableVolumes('1Gi'), ...media.volumes],
            },
          },
        },
      },
    },
  });
}
