import { PodMonitor } from '../../imports/monitoring.coreos.com';
import {
  Cluster,
  ClusterSpecPostgresqlSynchronousDataDurability as Durability,
  ClusterSpecManagedRolesEnsure as Ensure,
  ClusterSpecResourcesLimits as Limit,
  ClusterSpecPostgresqlSynchronousMethod as Method,
  ClusterSpecResourcesRequests as Request,
  type ClusterSpecPostgresqlSynchronous as Synchronous,
  ClusterSpecPrimaryUpdateMethod as UpdateMethod,
} from '../../imports/postgresql.cnpg.io';
import { hostCidr } from '../cluster/addresses';
import { schedulableNodes, voters } from '../cluster/cluster';
import { Component } from '../kube/component';
import { type Connection, type Peer, tcp } from '../kube/connection';
import { labels } from '../kube/labels';
import { leaveLostNode } from '../kube/scheduling';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';
import { cloudNativePgRunbook } from './cloudnative-pg-runbook';
import { type DatabaseEngine, passwordReaders } from './engine';
import { parameters } from './parameters';
import {
  archiveConnections,
  archiveFootprints,
  archiveRequires,
  archiveRunbook,
  archiver,
  buildArchive,
} from './wal-archive';

const operatorNamespace = 'cnpg-system';
const operatorLabels = { 'app.kubernetes.io/name': 'cloudnative-pg' };
const operator: Peer = { kind: 'pods', namespace: operatorNamespace, labels: operatorLabels };
/** Label that the operator puts on every pod of a cluster, those of its Jobs included. */
const clusterLabel = { 'cnpg.io/cluster': 'database' };
const ports = { postgresql: 5432, status: 8000, metrics: 9187 };

/** Several PostgreSQL servers that the CloudNativePG operator keeps, each on the disk of its own node. */
export const cloudNativePg: DatabaseEngine = {
  requires: (site) => [
    site.database.install === 'chart' ? chart(site) : existing,
    ...archiveRequires(site, operatorNamespace),
  ],

  secrets: (site) => [
    {
      name: site.database.endpoint.passwordSecret.name,
      namespace: site.namespace,
      madeBy: 'CloudNativePG',
      keys: [
        { key: 'username', what: "Mastodon's role", readBy: [] },
        { key: 'password', what: "password of Mastodon's role", readBy: passwordReaders },
      ],
      commands: [],
    },
  ],

  footprints(site) {
    const { database, storage } = site;
    const { cpu, memory } = database.resources;
    const volumes = database.volume && [{ role: database.volume.on, size: database.volume.size }];
    const perNode = database.volume && storage[database.volume.on]?.nodeBound;
    return [
      {
        name: 'database',
        from: 'database',
        instances: database.instances,
        cpu,
        memory,
        ...(perNode && { perNode }),
        ...(volumes && { volumes }),
      },
      ...archiveFootprints(site),
    ];
  },

  connections(site) {
    const pods: Peer = { kind: 'pods', namespace: site.namespace, labels: clusterLabel };
    // Not the Service's range: NetworkPolicies look at the address behind it.
    const apiServers: Peer = { kind: 'addresses', cidrs: voters(site.cluster).map((node) => hostCidr(node.address)) };
    const prometheus: Peer = { kind: 'pods', namespace: site.monitoring.namespace, labels: {} };
    const inside: Connection[] = [
      ...archiveConnections(site, pods),
      {
        why: 'PostgreSQL servers copy from each other',
        from: pods,
        to: pods,
        ports: tcp(ports.postgresql, ports.status),
      },
      {
        why: 'the operator asks PostgreSQL servers how they are',
        from: operator,
        to: pods,
        ports: tcp(ports.postgresql, ports.status),
      },
      {
        why: 'each PostgreSQL server reads its cluster and keeps its lease',
        from: pods,
        to: apiServers,
        ports: tcp(site.cluster.apiPort),
      },
    ];
    const metrics = {
      why: 'Prometheus reads the metrics of PostgreSQL',
      from: prometheus,
      to: pods,
      ports: tcp(ports.metrics),
    };
    return site.monitoring.enabled ? [...inside, metrics] : inside;
  },

  build({ mastodon }, site) {
    const component = new Component(mastodon, 'database', 'database');
    buildCluster(component, site);
    buildArchive(component, site);
    if (site.monitoring.enabled) {
      new PodMonitor(component, 'pod-monitor', {
        metadata: { name: 'database', labels: labels('postgresql', site.name, 'database') },
        spec: {
          selector: { matchLabels: { ...clusterLabel, 'cnpg.io/podRole': 'instance' } },
          podMetricsEndpoints: [{ port: 'metrics' }],
        },
      });
    }
  },

  runbook: (site) => [...cloudNativePgRunbook(site), ...archiveRunbook(site)],
};

function buildCluster(component: Component, site: Site): void {
  const { database, versions, storage } = site;
  const { endpoint, instances, probes, resources, volume } = database;
  const own = labels('postgresql', site.name, 'database');
  new Cluster(component, 'cluster', {
    metadata: { name: 'database', labels: own },
    spec: {
      description: `PostgreSQL of ${site.mastodon.webDomain}`,
      inheritedMetadata: { labels: own },
      instances,
      imageName: `ghcr.io/cloudnative-pg/postgresql:${versions.cloudnativePgPostgresql}`,
      imagePullPolicy: 'IfNotPresent',
      bootstrap: {
        initdb: {
          database: endpoint.database,
          owner: endpoint.user,
          encoding: 'UTF8',
          // Sorts by code point: a newer C library never breaks an index.
          locale: 'C.UTF-8',
          dataChecksums: true,
        },
      },
      // A restore fills a database beside the living one and swaps the two, as this role.
      // The last three are the operator's defaults: left out, every apply would send the role again.
      managed: {
        roles: [
          {
            name: endpoint.user,
            createdb: true,
            login: true,
            ensure: Ensure.PRESENT,
            inherit: true,
            connectionLimit: -1,
          },
        ],
      },
      postgresql: { parameters: parameters(site), synchronous: synchronous(instances) },
      storage: { storageClass: volume && storage[volume.on]?.className, size: volume?.size },
      affinity: {
        enablePodAntiAffinity: true,
        podAntiAffinityType: instances <= schedulableNodes(site.cluster).length ? 'required' : 'preferred',
        topologyKey: 'kubernetes.io/hostname',
      },
      resources: {
        requests: { cpu: Request.fromString(resources.cpu), memory: Request.fromString(resources.memory) },
        limits: { memory: Limit.fromString(resources.memoryLimit) },
      },
      probes: { startup: probes.startup, liveness: probes.liveness, readiness: probes.readiness },
      // A drained node waits for clients that never leave by themselves no longer than this.
      smartShutdownTimeout: 15,
      primaryUpdateMethod: instances > 1 ? UpdateMethod.SWITCHOVER : UpdateMethod.RESTART,
      enablePdb: instances > 1,
      plugins: archiver(site),
    },
  });
}

/** What a commit waits for. Without it a failover loses acknowledged writes; CloudNativePG's webhook warns. */
function synchronous(instances: number): Synchronous | undefined {
  if (instances < 2) return undefined;
  const any = { method: Method.ANY, number: 1 };
  return instances > 2
    ? { ...any, dataDurability: Durability.REQUIRED, failoverQuorum: true }
    : { ...any, dataDurability: Durability.PREFERRED };
}

/** Two operators where there are two nodes: a single one on the lost node is given up after five minutes only. */
function chart({ cluster, versions }: Site): Requirement {
  const replicaCount = schedulableNodes(cluster).length > 1 ? 2 : 1;
  const apart = { labelSelector: { matchLabels: operatorLabels }, topologyKey: 'kubernetes.io/hostname' };
  return {
    name: 'cloudnative-pg',
    kind: 'chart',
    version: versions['chart/cloudnative-pg'],
    why: 'the operator that keeps PostgreSQL',
    commands: [],
    chart: {
      repository: 'https://cloudnative-pg.github.io/charts',
      chart: 'cloudnative-pg',
      release: 'cnpg',
      namespace: operatorNamespace,
      values: {
        replicaCount,
        ...(replicaCount > 1 && {
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: apart }],
            },
          },
        }),
        tolerations: leaveLostNode(),
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      },
      reasons: {
        replicaCount: 'a single one on a lost node is given up after five minutes only',
        affinity: 'apart, so that one outlives a node',
        tolerations: 'moves after ten seconds instead of five minutes',
        resources: 'what it was seen to use, and room',
      },
    },
    provides,
  };
}

const provides = {
  namespaces: [operatorNamespace],
  crds: ['backups', 'clusters', 'databases', 'imagecatalogs', 'poolers', 'scheduledbackups'].map(
    (kind) => `${kind}.postgresql.cnpg.io`,
  ),
};

const existing: Requirement = {
  name: 'cloudnative-pg',
  kind: 'existing',
  why: 'the operator that keeps PostgreSQL; two replicas, so that one outlives a node',
  commands: [`kubectl -n ${operatorNamespace} get deployment -l app.kubernetes.io/name=cloudnative-pg`],
  provides,
};
