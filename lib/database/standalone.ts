import { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { literal } from '../kube/literal';
import { probeFields } from '../kube/probes';
import { containerSecurity, podDefaults, podSecurity } from '../kube/security';
import { dataClaims, pin, statefulTolerations } from '../kube/stateful';
import { scratch, typedContainers, typedResources, typedVolumes } from '../kube/typed';
import type { Site } from '../site/site';
import { mountGuard } from '../storage/mount-guard';
import { type DatabaseEngine, madePassword, passwordSecret, random, userKey } from './engine';
import { parameters } from './parameters';
import firstStart from './scripts/first-start.sh';
import { standaloneRunbook } from './standalone-runbook';

const port = 5432;
/** Uid and gid of `postgres` in the image's Debian variants. */
const user = 999;
const mountPath = '/var/lib/postgresql/data';

/** One PostgreSQL server on one volume. Stays down as long as its volume is away. */
export const standalone: DatabaseEngine = {
  requires: () => [],

  secrets: (site) => passwordSecret(site, madePassword, random, userKey(site)),

  footprints({ database }) {
    const { resources, volume } = database;
    const { cpu, memory } = resources;
    const volumes = volume && [{ role: volume.on, size: volume.size }];
    return [
      {
        name: 'database',
        from: 'database',
        instances: 1,
        cpu,
        memory,
        node: volume?.node,
        ...(volumes && { volumes }),
      },
    ];
  },

  connections: () => [],

  build({ mastodon }, site) {
    const component = new Component(mastodon, 'database', 'database');
    const own = labels('postgresql', site.name, 'database');
    new k8s.KubeConfigMap(component, 'config-map', {
      metadata: { name: 'database', labels: own },
      data: { 'first-start.sh': firstStart },
    });
    new k8s.KubeService(component, 'service', {
      metadata: { name: site.database.endpoint.host, labels: own },
      spec: {
        selector: own,
        ports: [{ name: 'postgresql', port, targetPort: k8s.IntOrString.fromString('postgresql') }],
      },
    });
    new k8s.KubeStatefulSet(component, 'stateful-set', {
      metadata: { name: 'database', labels: own },
      spec: {
        serviceName: site.database.endpoint.host,
        replicas: 1,
        revisionHistoryLimit: 3,
        selector: { matchLabels: own },
        template: { metadata: { labels: own }, spec: podSpec(site) },
        ...dataClaims(volumeClass(site), site.database.volume?.size ?? '20Gi'),
      },
    });
  },

  runbook: standaloneRunbook,
};

const volumeClass = ({ database, storage }: Site) => database.volume && storage[database.volume.on];

function podSpec(site: Site): k8s.PodSpec {
  const { probes, resources, volume } = site.database;
  const image = `docker.io/library/postgres:${site.versions.postgresql}`;
  const found = volumeClass(site);
  const guard = found ? mountGuard(found, { image, volume: 'data', mountPath }) : { initContainers: [], volumes: [] };
  return {
    ...podDefaults,
    ...pin(volume),
    tolerations: statefulTolerations(found),
    securityContext: podSecurity(user),
    // The last checkpoint writes everything that memory holds; a killed one is recovered at the next start.
    terminationGracePeriodSeconds: 300,
    ...(guard.initContainers.length > 0 && { initContainers: typedContainers(guard.initContainers) }),
    containers: [
      {
        name: 'postgresql',
        image,
        imagePullPolicy: 'IfNotPresent',
        args: ['postgres', ...Object.entries(parameters(site)).map(([name, value]) => `--${name}=${literal(value)}`)],
        env: environment(site),
        ports: [{ name: 'postgresql', containerPort: port }],
        // Over TCP: while the image prepares an empty volume its server listens on a socket only.
        ...probeFields(probes, { startup: { exec: { command: ['pg_isready', '--quiet', '--host=127.0.0.1'] } } }),
        resources: typedResources(resources),
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: 'data', mountPath },
          { name: 'first-start', mountPath: '/docker-entrypoint-initdb.d', readOnly: true },
          { name: 'run', mountPath: '/var/run/postgresql' },
          { name: 'shared-memory', mountPath: '/dev/shm' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'first-start', configMap: { name: 'database' } },
      scratch('run', '1Mi'),
      scratch('shared-memory', '256Mi', true),
      scratch('tmp', '256Mi'),
      ...typedVolumes(guard.volumes),
    ],
  };
}

function environment({ database }: Site): k8s.EnvVar[] {
  const { name, key } = database.endpoint.passwordSecret;
  return [
    // Sorts by code point: a newer C library never breaks an index.
    { name: 'POSTGRES_INITDB_ARGS', value: '--encoding=UTF8 --locale=C.UTF-8 --data-checksums' },
    { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name, key } } },
    // Below the mount: a volume's own root may hold lost+found, which initdb refuses.
    { name: 'PGDATA', value: `${mountPath}/pgdata` },
  ];
}
