import type * as k8s from '../kube/k8s';
import { probeFields } from '../kube/probes';
import { containerSecurity } from '../kube/security';
import { scratch, typedContainers, typedResources, typedVolumes } from '../kube/typed';
import type { Site } from '../site/site';
import { mountGuard } from '../storage/mount-guard';
import { passwordEnv, ports, redisImage, volumeClass } from './config';

/** Where the ConfigMap's files, and what is made of them, lie in the pod. */
export const folders = { scripts: '/scripts', conf: '/conf', data: '/data' };

export const commonEnv = (site: Site): k8s.EnvVar[] => [
  { name: 'SCRIPTS', value: folders.scripts },
  { name: 'CONF', value: folders.conf },
  { name: 'DATA', value: folders.data },
  ...passwordEnv(site),
];

export const commonMounts: k8s.VolumeMount[] = [
  { name: 'data', mountPath: folders.data },
  { name: 'scripts', mountPath: folders.scripts, readOnly: true },
  { name: 'conf', mountPath: folders.conf },
  { name: 'tmp', mountPath: '/tmp' },
];

/** `-e`: an answer like LOADING counts as failed. Liveness takes any answer: a server that loads or catches up lives. */
const asks = {
  started: { exec: { command: ['redis-cli', '-e', 'PING'] } },
  alive: { exec: { command: ['redis-cli', 'PING'] } },
};

/** The server's container, started by one of our scripts. */
export function redisContainer(
  site: Site,
  script: string,
  more: { env?: k8s.EnvVar[]; ready?: k8s.ExecAction; lifecycle?: k8s.Lifecycle } = {},
): k8s.Container {
  const { probes, resources } = site.redis;
  return {
    name: 'redis',
    image: redisImage(site),
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', `${folders.scripts}/${script}`],
    env: [...commonEnv(site), ...(more.env ?? [])],
    ports: [{ name: 'redis', containerPort: ports.redis }],
    ...probeFields(probes, {
      startup: asks.started,
      liveness: asks.alive,
      readiness: more.ready ? { exec: more.ready } : asks.started,
    }),
    ...(more.lifecycle && { lifecycle: more.lifecycle }),
    resources: typedResources(resources),
    securityContext: containerSecurity(),
    volumeMounts: commonMounts,
  };
}

/** Init containers and volumes that every Redis pod has. */
export function podParts(site: Site): { initContainers?: k8s.Container[]; volumes: k8s.Volume[] } {
  const found = volumeClass(site);
  const guard = found
    ? mountGuard(found, { image: redisImage(site), volume: 'data', mountPath: folders.data })
    : { initContainers: [], volumes: [] };
  return {
    ...(guard.initContainers.length > 0 && { initContainers: typedContainers(guard.initContainers) }),
    volumes: [
      { name: 'scripts', configMap: { name: 'redis' } },
      // Holds the password: in memory only.
      scratch('conf', '1Mi', true),
      scratch('tmp', '16Mi'),
      ...typedVolumes(guard.volumes),
    ],
  };
}
