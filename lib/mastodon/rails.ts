import type { Construct } from 'constructs';
import { quickDns } from '../kube/dns';
import { shortHash } from '../kube/hash';
import * as k8s from '../kube/k8s';
import type { Labels } from '../kube/labels';
import { leaveLostNode, spreadDeployment } from '../kube/scheduling';
import { containerSecurity, podDefaults, podSecurity } from '../kube/security';
import { keepaliveSysctls } from '../kube/sysctls';
import { scratch } from '../kube/typed';
import type { Site } from '../site/site';
import { settings, temporaryFolder } from './environment';
import type { Process } from './mastodon';
import { mediaParts } from './media';
import { mediaPlace } from './media-place';
import { type ScriptName, scriptsFolder, scriptsHash, scriptsMount, scriptsVolume } from './scripts';
import { secretEnv } from './secret-settings';
import type { Reader } from './settings';

/** Parts of every pod of Mastodon: those of Rails' image, and some also of the streaming server's. */

/** uid and gid of the user `mastodon` in both images. Source: mastodon Dockerfile. */
export const mastodonUser = 991;

/** Seconds between "take this pod out of the endpoints" and SIGTERM: by then nobody sends new requests. */
export const drainSeconds = 15;

/** Lets requests drain. `sleep` of the image: the API's own needs Kubernetes 1.30. */
export const drain: k8s.Lifecycle = { preStop: { exec: { command: ['sleep', String(drainSeconds)] } } };

export const podFields = {
  ...podDefaults,
  dnsConfig: quickDns,
  securityContext: { ...podSecurity(mastodonUser), sysctls: keepaliveSysctls },
  tolerations: leaveLostNode(),
};

/** Settings from the component's ConfigMap, secrets from Secrets. */
export function environment(site: Site, reader: Reader) {
  return { envFrom: [{ configMapRef: { name: reader } }], env: secretEnv(site, reader) };
}

/** The same for a container that asks the database and nothing else. */
export function databaseEnvironment(site: Site, reader: Reader) {
  return { envFrom: [{ configMapRef: { name: reader } }], env: secretEnv(site, reader, ['DB_PASS']) };
}

/** Annotations by which a pod restarts when what it reads has changed, and only then. */
export function checksums(site: Site, reader: Reader, scripts: readonly ScriptName[]): Record<string, string> {
  return {
    'checksum/config': shortHash(settings(site, reader)),
    ...(scripts.length > 0 && { 'checksum/scripts': scriptsHash(...scripts) }),
  };
}

/** A component's ConfigMap: it has the component's name. */
export function settingsMap(scope: Construct, site: Site, reader: Reader, itsLabels: Labels): void {
  new k8s.KubeConfigMap(scope, 'config-map', {
    metadata: { name: reader, labels: itsLabels },
    data: settings(site, reader),
  });
}

/** Where Rails writes although its root filesystem is read-only; its media have a volume of their own. */
export const writable: k8s.VolumeMount[] = [
  { name: 'tmp', mountPath: '/tmp' },
  { name: 'rails-tmp', mountPath: '/opt/mastodon/tmp' },
];

/** @param tmp most that may lie in /tmp: uploads on their way, pictures and films being converted */
export function writableVolumes(tmp: string): k8s.Volume[] {
  return [scratch('tmp', tmp), scratch('rails-tmp', '1Gi')];
}

/** Gibibytes for files of the largest size allowed: as received, as parsed, as converted. */
export function tmpSize(site: Site, atOnce: number): string {
  return `${Math.max(1, Math.ceil((3 * site.mastodon.uploadMegabytes * atOnce) / 1024))}Gi`;
}

const prepare = `mkdir -p -m 700 ${temporaryFolder}
cp -R tmp/. /rails-tmp/
exec bundle exec ruby ${scriptsFolder}/wait-for-migrations.rb
`;

/**
 * Waits until nothing that this image needs is pending in the database. Also makes the temporary folder, and puts the
 * image's own start-up cache where the writable folder hides it: without it every start compiles Mastodon anew.
 */
export function waitForMigrations(site: Site, reader: Reader, image: string): k8s.Container {
  return {
    name: 'wait-for-migrations',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['sh', '-ec', prepare],
    ...databaseEnvironment(site, reader),
    resources: {
      requests: { cpu: k8s.Quantity.fromString('50m'), memory: k8s.Quantity.fromString('64Mi') },
      limits: { memory: k8s.Quantity.fromString('256Mi') },
    },
    securityContext: containerSecurity(),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'rails-tmp', mountPath: '/rails-tmp' }, scriptsMount],
  };
}

/** A long-running program of Rails' image: web, or a group of Sidekiq's queues. */
export interface RailsProgram {
  readonly name: string;
  readonly labels: Labels;
  readonly reader: Reader;
  readonly process: Process;
  /** Exactly one may run at a time. */
  readonly once: boolean;
  /** Largest number of files handled at once. */
  readonly filesAtOnce: number;
  readonly graceSeconds: number;
  readonly scripts: readonly ScriptName[];
  readonly containers: k8s.Container[];
}

export function railsDeployment(site: Site, program: RailsProgram): k8s.KubeDeploymentProps {
  const { process, labels } = program;
  const media = mediaParts(site, process.image);
  const scripts: ScriptName[] = ['database.rb', 'wait-for-migrations.rb', 'pg_service.conf', ...program.scripts];
  const oneNode = mediaPlace(site.mastodon.media, site.storage) === 'one-node';
  return {
    metadata: { name: program.name, labels },
    spec: {
      replicas: process.instances,
      ...rollout(site, process, program.once || oneNode, program.graceSeconds),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, ...media.labels }, annotations: checksums(site, program.reader, scripts) },
        spec: {
          ...podFields,
          ...(media.affinity ? { affinity: media.affinity } : { topologySpreadConstraints: spreadDeployment(labels) }),
          terminationGracePeriodSeconds: program.graceSeconds,
          initContainers: [...(media.initContainers ?? []), waitForMigrations(site, program.reader, process.image)],
          containers: program.containers.map((container) => ({
            ...container,
            volumeMounts: [...writable, ...media.mounts, scriptsMount],
          })),
          volumes: [
            ...writableVolumes(tmpSize(site, program.filesAtOnce)),
            ...media.volumes,
            scriptsVolume(...scripts),
          ],
        },
      },
    },
  };
}

/**
 * How new pods replace old ones.
 * @param oneAtATime the old pods end before the new ones start: where both may not run or mount at once
 */
export function rollout(site: Site, process: Process, oneAtATime: boolean, graceSeconds: number) {
  return {
    revisionHistoryLimit: 3,
    minReadySeconds: 5,
    // A rollout waits for the migrations; it has not failed before they may have.
    progressDeadlineSeconds: site.mastodon.migrationSeconds + process.slowStartSeconds + graceSeconds + 60,
    strategy: oneAtATime
      ? { type: 'Recreate' }
      : {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(0), maxSurge: k8s.IntOrString.fromNumber(1) },
        },
  };
}
