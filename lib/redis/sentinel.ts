import { schedulableNodes } from '../cluster/cluster';
import { Component } from '../kube/component';
import { type Peer, tcp } from '../kube/connection';
import { quickDns } from '../kube/dns';
import { shortHash } from '../kube/hash';
import * as k8s from '../kube/k8s';
import { defaultProbes, probeFields } from '../kube/probes';
import { apart, spread } from '../kube/scheduling';
import { containerSecurity, podDefaults, podSecurity } from '../kube/security';
import { dataClaims, statefulTolerations } from '../kube/stateful';
import { typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import { ports, redisConf, redisImage, redisLabels, sentinelConf, user, volumeClass } from './config';
import { commonEnv, commonMounts, folders, podParts, redisContainer } from './container';
import { ownSecret, type RedisMode } from './mode';
import { namesMount, namesParts, namesResources } from './names';
import { members } from './resolve';
import master from './scripts/master.sh';
import names from './scripts/names.sh';
import quote from './scripts/quote.sh';
import ready from './scripts/ready.sh';
import startRedis from './scripts/start-redis.sh';
import startSentinel from './scripts/start-sentinel.sh';
import stopRedis from './scripts/stop-redis.sh';
import { sentinelRunbook } from './sentinel-runbook';

/** What one Sentinel needs: it holds a table of a few names. */
const sentinelResources = { cpu: '10m', memory: '32Mi', memoryLimit: '64Mi' };
/** Of three Sentinels two agree that the master is gone; of five, three. */
const quorum = ({ redis }: Site) => Math.floor(redis.instances / 2) + 1;

/** Several Redis servers, each beside a Sentinel; the Sentinels choose a new master when the old one is lost. */
export const sentinel: RedisMode = {
  secrets: ownSecret,

  footprints({ redis, storage }) {
    const { instances, volume } = redis;
    const { cpu, memory } = redis.resources;
    const perNode = volume && storage[volume.on]?.nodeBound;
    return [
      {
        name: 'redis',
        from: 'redis',
        instances,
        cpu,
        memory,
        ...(perNode && { perNode }),
        ...(volume && { volumes: [{ role: volume.on, size: volume.size }] }),
      },
      {
        name: 'redis (Sentinel)',
        from: 'redis',
        instances,
        cpu: sentinelResources.cpu,
        memory: sentinelResources.memory,
        ...(perNode && { perNode }),
      },
      {
        name: 'redis (names)',
        from: 'redis',
        instances,
        cpu: namesResources.cpu,
        memory: namesResources.memory,
        ...(perNode && { perNode }),
      },
    ];
  },

  connections(site) {
    const pods: Peer = { kind: 'pods', namespace: site.namespace, labels: redisLabels(site) };
    return [
      {
        why: 'Redis servers and Sentinels talk to each other',
        from: pods,
        to: pods,
        ports: tcp(ports.redis, ports.sentinel),
      },
    ];
  },

  build({ mastodon }, site) {
    const component = new Component(mastodon, 'redis', 'redis');
    const own = redisLabels(site);
    const { instances, volume } = site.redis;
    const data = files(site);
    new k8s.KubeConfigMap(component, 'config-map', { metadata: { name: 'redis', labels: own }, data });
    new k8s.KubeService(component, 'service', {
      metadata: { name: 'redis', labels: own },
      spec: {
        clusterIp: 'None',
        // They look each other up before any of them can be ready.
        publishNotReadyAddresses: true,
        selector: own,
        ports: [
          { name: 'redis', port: ports.redis, targetPort: k8s.IntOrString.fromString('redis') },
          { name: 'sentinel', port: ports.sentinel, targetPort: k8s.IntOrString.fromString('sentinel') },
        ],
      },
    });
    new k8s.KubeStatefulSet(component, 'stateful-set', {
      metadata: { name: 'redis', labels: own },
      spec: {
        serviceName: 'redis',
        replicas: instances,
        // A cold start in order would wait for ever for the first one's node.
        podManagementPolicy: 'Parallel',
        revisionHistoryLimit: 3,
        selector: { matchLabels: own },
        template: {
          metadata: { labels: own, annotations: { 'checksum/config': shortHash(data) } },
          spec: podSpec(site),
        },
        ...dataClaims(volumeClass(site), volume?.size ?? '2Gi'),
      },
    });
    new k8s.KubePodDisruptionBudget(component, 'pod-disruption-budget', {
      metadata: { name: 'redis', labels: own },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: own },
      },
    });
  },

  runbook: sentinelRunbook,
};

/** The ConfigMap's files. */
export function files(site: Site): Record<string, string> {
  return {
    'redis.conf': redisConf(site),
    'sentinel.conf': sentinelConf(site),
    'master.sh': master,
    'names.sh': names,
    'quote.sh': quote,
    'ready.sh': ready,
    'start-redis.sh': startRedis,
    'start-sentinel.sh': startSentinel,
    'stop-redis.sh': stopRedis,
  };
}

/** What the scripts know about the group. */
export function groupEnv(site: Site): Record<string, string> {
  const group = site.redis.endpoint.sentinel;
  return {
    MASTER_NAME: group?.master ?? '',
    PEERS: members(site.redis.instances, site.namespace).join(' '),
    QUORUM: String(quorum(site)),
    STATE: `${folders.data}/sentinel/sentinel.conf`,
  };
}

function podSpec(site: Site): k8s.PodSpec {
  const own = redisLabels(site);
  const onePerNode =
    site.redis.instances <= schedulableNodes(site.cluster).length && volumeClass(site)?.nodeBound === true;
  const self: k8s.EnvVar[] = [
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'SELF', value: `$(POD).redis.${site.namespace}.svc.cluster.local` },
  ];
  const group = Object.entries(groupEnv(site)).map(([name, value]) => ({ name, value }));
  const env = [...self, ...group];
  const names = namesParts(site, [...self, ...group.filter(({ name }) => name === 'PEERS')]);
  const { initContainers = [], volumes } = podParts(site);
  return {
    ...podDefaults,
    ...(onePerNode ? { affinity: apart(own) } : { topologySpreadConstraints: spread(own) }),
    tolerations: statefulTolerations(volumeClass(site)),
    dnsConfig: quickDns,
    securityContext: podSecurity(user),
    terminationGracePeriodSeconds: 60,
    initContainers: [...initContainers, names.first],
    containers: [
      withNames(
        redisContainer(site, 'start-redis.sh', {
          env,
          ready: { command: ['sh', `${folders.scripts}/ready.sh`] },
          lifecycle: { preStop: { exec: { command: ['sh', `${folders.scripts}/stop-redis.sh`] } } },
        }),
      ),
      withNames(sentinelContainer(site, env)),
      names.always,
    ],
    volumes: [...volumes, names.volume],
  };
}

const withNames = (container: k8s.Container): k8s.Container => ({
  ...container,
  volumeMounts: [...(container.volumeMounts ?? []), namesMount],
});

function sentinelContainer(site: Site, env: k8s.EnvVar[]): k8s.Container {
  const ping = { exec: { command: ['redis-cli', '-p', String(ports.sentinel), 'PING'] } };
  return {
    name: 'sentinel',
    image: redisImage(site),
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', `${folders.scripts}/start-sentinel.sh`],
    env: [...commonEnv(site), ...env],
    ports: [{ name: 'sentinel', containerPort: ports.sentinel }],
    ...probeFields(defaultProbes(site.redis.slowStartSeconds), { startup: ping }),
    resources: typedResources(sentinelResources),
    securityContext: containerSecurity(),
    volumeMounts: commonMounts,
  };
}
