import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { probeFields } from '../kube/probes';
import { spreadDeployment } from '../kube/scheduling';
import { containerSecurity } from '../kube/security';
import { scratch, typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import { disruptionBudget } from './disruption';
import {
  checksums,
  databaseEnvironment,
  drain,
  drainSeconds,
  environment,
  podFields,
  rollout,
  settingsMap,
} from './rails';
import { scriptsFolder, scriptsMount, scriptsVolume } from './scripts';

export const streamingPort = 4000;

const name = 'streaming';
const script = 'wait-for-schema.mjs';

/** The program ends at once when it is told to; browsers connect again. */
const graceSeconds = drainSeconds + 15;

export const streamingLabels = (site: Site) => labels('mastodon', site.name, name);

/** Node alone, in an image of its own: it gets the database and Redis, and none of Mastodon's keys. */
export function buildStreaming(folders: Folders, site: Site): void {
  const component = new Component(folders.mastodon, name, 'mastodon.streaming');
  const its = streamingLabels(site);
  const { streaming } = site.mastodon;
  const { image } = streaming;
  const tmp = { name: 'tmp', mountPath: '/tmp' };
  const common = { image, imagePullPolicy: 'IfNotPresent', securityContext: containerSecurity() };
  settingsMap(component, site, name, its);
  new k8s.KubeDeployment(component, 'deployment', {
    metadata: { name, labels: its },
    spec: {
      replicas: streaming.instances,
      ...rollout(site, streaming, false, graceSeconds),
      selector: { matchLabels: its },
      template: {
        metadata: { labels: its, annotations: checksums(site, name, [script]) },
        spec: {
          ...podFields,
          topologySpreadConstraints: spreadDeployment(its),
          terminationGracePeriodSeconds: graceSeconds,
          initContainers: [
            {
              name: 'wait-for-schema',
              ...common,
              ...databaseEnvironment(site, name),
              args: ['node', `${scriptsFolder}/${script}`],
              resources: {
                requests: { cpu: k8s.Quantity.fromString('20m'), memory: k8s.Quantity.fromString('48Mi') },
                limits: { memory: k8s.Quantity.fromString('128Mi') },
              },
              volumeMounts: [tmp, scriptsMount],
            },
          ],
          containers: [
            {
              name,
              ...common,
              ...environment(site, name),
              args: ['node', './streaming/index.js'],
              ports: [{ name: 'http', containerPort: streamingPort }],
              ...probeFields(streaming.probes, {
                startup: { httpGet: { path: '/api/v1/streaming/health', port: k8s.IntOrString.fromString('http') } },
              }),
              lifecycle: drain,
              resources: typedResources(streaming.resources),
              volumeMounts: [tmp],
            },
          ],
          volumes: [scratch('tmp', '64Mi'), scriptsVolume(script)],
        },
      },
    },
  });
  new k8s.KubeService(component, 'service', {
    metadata: { name, labels: its },
    spec: {
      selector: its,
      ports: [{ name: 'http', port: streamingPort, targetPort: k8s.IntOrString.fromString('http') }],
    },
  });
  disruptionBudget(component, name, its, streaming);
}
