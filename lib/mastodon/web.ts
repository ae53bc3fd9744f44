import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { probeFields } from '../kube/probes';
import { containerSecurity } from '../kube/security';
import { typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import { budgetWithMedia } from './disruption';
import { metricsSidecar } from './metrics';
import { drain, drainSeconds, environment, railsDeployment, settingsMap } from './rails';
import { scriptsFolder } from './scripts';

export const webPort = 3000;

const portName = k8s.IntOrString.fromString('http');
const health: k8s.HttpGetAction = { path: '/health', port: portName };

/** A process that hangs finishes no uploads: it is not given the time for them. Unit: seconds. */
const killGraceSeconds = 30;

export const webLabels = (site: Site) => labels('mastodon', site.name, 'web');

export function buildWeb(folders: Folders, site: Site): void {
  const component = new Component(folders.mastodon, 'web', 'mastodon.web');
  const its = webLabels(site);
  const { web, uploadSeconds } = site.mastodon;
  settingsMap(component, site, 'web', its);
  new k8s.KubeDeployment(
    component,
    'deployment',
    railsDeployment(site, {
      name: 'web',
      labels: its,
      reader: 'web',
      process: web,
      once: false,
      filesAtOnce: web.workers * web.threads,
      // Uploads that have begun are taken to their end.
      graceSeconds: drainSeconds + uploadSeconds + 15,
      scripts: ['puma.rb'],
      containers: [
        {
          name: 'web',
          image: web.image,
          imagePullPolicy: 'IfNotPresent',
          args: ['bundle', 'exec', 'puma', '-C', 'config/puma.rb', '-C', `${scriptsFolder}/puma.rb`],
          ...environment(site, 'web'),
          ports: [{ name: 'http', containerPort: webPort }],
          ...probeFields(web.probes, {
            startup: { httpGet: health, terminationGracePeriodSeconds: killGraceSeconds },
            // /health waits for a thread as every request does: while a database or the media's server fails over, all
            // threads may be taken, and killing every web pod for it helps nobody. The port answers as long as Puma lives.
            liveness: { tcpSocket: { port: portName }, terminationGracePeriodSeconds: killGraceSeconds },
            readiness: { httpGet: health },
          }),
          lifecycle: drain,
          resources: typedResources(web.resources),
          securityContext: containerSecurity(),
        },
        ...metricsSidecar(site, web.image),
      ],
    }),
  );
  new k8s.KubeService(component, 'service', {
    metadata: { name: 'web', labels: its },
    spec: {
      selector: its,
      ports: [{ name: 'http', port: webPort, targetPort: portName }],
    },
  });
  budgetWithMedia(component, site, 'web', its, web);
}
