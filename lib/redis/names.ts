import type * as k8s from '../kube/k8s';
import { containerSecurity } from '../kube/security';
import { scratch, typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import { redisImage } from './config';
import { folders } from './container';

/**
 * The members' names without a name server on the way: a container that asks for them, and a hosts file for those who may
 * not wait. Why: scripts/names.sh.
 */

/** A shell that sleeps, and now and then one question. */
export const namesResources = { cpu: '5m', memory: '16Mi', memoryLimit: '32Mi' };

const folder = '/names';

/** What Redis and Sentinel have as /etc/hosts. */
export const namesMount: k8s.VolumeMount = { name: 'names', mountPath: '/etc/hosts', subPath: 'hosts', readOnly: true };

/** Asks once before anybody starts, since only a file that is there can be mounted, and then for ever. */
export function namesParts(site: Site, env: readonly k8s.EnvVar[]) {
  const container = (name: string, ...words: string[]): k8s.Container => ({
    name,
    image: redisImage(site),
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', `${folders.scripts}/names.sh`, ...words],
    env: [...env, { name: 'HOSTS', value: `${folder}/hosts` }],
    resources: typedResources(namesResources),
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'names', mountPath: folder },
      { name: 'scripts', mountPath: folders.scripts, readOnly: true },
    ],
  });
  return {
    first: container('first-names', 'once'),
    always: container('names'),
    volume: scratch('names', '1Mi'),
  };
}
