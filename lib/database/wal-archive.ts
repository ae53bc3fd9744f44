import {
  ObjectStoreSpecConfigurationDataCompression as DataCompression,
  ObjectStoreSpecInstanceSidecarConfigurationResourcesLimits as Limit,
  ObjectStore,
  ObjectStoreSpecInstanceSidecarConfigurationResourcesRequests as Request,
  ObjectStoreSpecConfigurationWalCompression as WalCompression,
} from '../../imports/barmancloud.cnpg.io';
import {
  type ClusterSpecPlugins,
  ScheduledBackupSpecMethod as Method,
  ScheduledBackupSpecBackupOwnerReference as Owner,
  ScheduledBackup,
} from '../../imports/postgresql.cnpg.io';
import type { Bucket, WalArchive } from '../backup/backup';
import { bucketConnection } from '../backup/bucket';
import type { Component } from '../kube/component';
import type { Connection, Peer } from '../kube/connection';
import { labels } from '../kube/labels';
import { leaveLostNode } from '../kube/scheduling';
import type { Footprint, Requirement, RunbookPart } from '../site/room';
import type { Site } from '../site/site';

/**
 * What PostgreSQL writes, in a bucket within five minutes: CloudNativePG's Barman Cloud plugin, for the time between two
 * sets. Sources: cloudnative-pg.io/plugin-barman-cloud, "Usage" and "Object Store Providers"; cloudnative-pg.io, "Recovery".
 */
const plugin = 'barman-cloud.cloudnative-pg.io';
/** Of the cluster, and of the store that it writes to. */
const name = 'database';
/** Another container in each instance's pod. */
const sidecar = { cpu: '50m', memory: '128Mi', memoryLimit: '384Mi' };

type Archive = Bucket & { readonly wal: WalArchive };

export function archiveOf({ backup }: Site): Archive | undefined {
  const bucket = backup.kind === 'plan' ? backup.bucket : undefined;
  return bucket?.wal && { ...bucket, wal: bucket.wal };
}

/** Of the Cluster's spec. */
export function archiver(site: Site): ClusterSpecPlugins[] | undefined {
  const archive = archiveOf(site);
  if (archive === undefined) return undefined;
  const parameters = { barmanObjectName: name, serverName: archive.wal.folder };
  return [{ name: plugin, enabled: true, isWalArchiver: true, parameters }];
}

export function buildArchive(component: Component, site: Site): void {
  const archive = archiveOf(site);
  if (archive === undefined) return;
  const { bucket, endpoint, prefix, region, secret, wal } = archive;
  const metadata = { name, labels: labels('postgresql', site.name, 'database') };
  const key = (word: string) => ({ name: secret, key: word });
  new ObjectStore(component, 'object-store', {
    metadata,
    spec: {
      configuration: {
        destinationPath: `s3://${[bucket, prefix, 'wal', site.mastodon.webDomain].filter(Boolean).join('/')}`,
        endpointUrl: endpoint,
        s3Credentials: { accessKeyId: key('AWS_ACCESS_KEY_ID'), secretAccessKey: key('AWS_SECRET_ACCESS_KEY') },
        wal: { compression: WalCompression.ZSTD },
        data: { compression: DataCompression.SNAPPY },
      },
      retentionPolicy: `${wal.days}d`,
      instanceSidecarConfiguration: {
        env: [
          ...(region === undefined ? [] : [{ name: 'AWS_DEFAULT_REGION', value: region }]),
          // Other services than AWS refuse uploads with the checksums that newer clients send unasked.
          ...(endpoint === undefined
            ? []
            : [
                { name: 'AWS_REQUEST_CHECKSUM_CALCULATION', value: 'when_required' },
                { name: 'AWS_RESPONSE_CHECKSUM_VALIDATION', value: 'when_required' },
              ]),
        ],
        resources: {
          requests: { cpu: Request.fromString(sidecar.cpu), memory: Request.fromString(sidecar.memory) },
          limits: { memory: Limit.fromString(sidecar.memoryLimit) },
        },
      },
    },
  });
  new ScheduledBackup(component, 'scheduled-backup', {
    metadata,
    spec: {
      cluster: { name },
      // Seconds first. What was written since the last one is replayed: once a week is enough to replay and little to store.
      schedule: '0 47 1 * * 0',
      // The archive is worth nothing before its first one.
      immediate: true,
      backupOwnerReference: Owner.SELF,
      method: Method.PLUGIN,
      pluginConfiguration: { name: plugin },
    },
  });
}

export function archiveConnections(site: Site, instances: Peer): Connection[] {
  const archive = archiveOf(site);
  return archive ? [bucketConnection(site, instances, 'PostgreSQL archives what it writes', archive.endpoint)] : [];
}

export function archiveFootprints(site: Site): Footprint[] {
  if (archiveOf(site) === undefined) return [];
  const { instances } = site.database;
  return [
    { name: 'database (archive)', from: 'backup.to.s3.wal', instances, cpu: sidecar.cpu, memory: sidecar.memory },
  ];
}

export function archiveRequires(site: Site, namespace: string): Requirement[] {
  if (archiveOf(site) === undefined) return [];
  const provides = { crds: ['objectstores.barmancloud.cnpg.io'] };
  const why = 'archives what PostgreSQL writes in the bucket of backups; beside the operator, and after cert-manager';
  if (site.database.install === 'existing') {
    const found = 'kubectl get crd objectstores.barmancloud.cnpg.io';
    return [{ name: 'plugin-barman-cloud', kind: 'existing', why, commands: [found], provides }];
  }
  return [
    {
      name: 'plugin-barman-cloud',
      kind: 'chart',
      version: site.versions['chart/plugin-barman-cloud'],
      why,
      commands: [],
      chart: {
        repository: 'https://cloudnative-pg.github.io/charts',
        chart: 'plugin-barman-cloud',
        release: 'plugin-barman-cloud',
        namespace,
        values: {
          tolerations: leaveLostNode(),
          resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
        },
        reasons: {
          tolerations: 'moves after ten seconds instead of five minutes',
          resources: 'a small program that must not starve PostgreSQL',
        },
      },
      provides,
    },
  ];
}

export function archiveRunbook(site: Site): RunbookPart[] {
  const archive = archiveOf(site);
  if (archive === undefined) return [];
  const { namespace, database, versions } = site;
  const className = database.volume && site.storage[database.volume.on]?.className;
  return [
    {
      chapter: 'check',
      text: `**The archive of PostgreSQL**: \`ContinuousArchiving\` is \`True\`, and the first backup \`completed\`.

\`\`\`sh
kubectl -n ${namespace} get clusters.postgresql.cnpg.io ${name} -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.message}{"\\n"}{end}'
kubectl -n ${namespace} get backups.postgresql.cnpg.io
\`\`\``,
    },
    {
      chapter: 'restore',
      text: `**The database of any moment** of the last ${archive.wal.days} days, from the archive: a second server beside the living one, which changes nothing of it. It shows what was there, e.g. what somebody deleted. Media and secrets lie in sets alone.

\`\`\`sh
THEN='<2026-01-31 12:00:00+00>'   # always with its time zone
kubectl -n ${namespace} apply -f - <<END
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: database-then}
spec:
  instances: 1
  imageName: ghcr.io/cloudnative-pg/postgresql:${versions.cloudnativePgPostgresql}
  storage: {size: ${database.volume?.size ?? '20Gi'}${className ? `, storageClass: ${className}` : ''}}
  bootstrap: {recovery: {source: ${name}, database: ${database.endpoint.database}, owner: ${database.endpoint.user}, recoveryTarget: {targetTime: "$THEN"}}}
  externalClusters:
  - name: ${name}
    plugin: {name: ${plugin}, parameters: {barmanObjectName: ${name}, serverName: ${archive.wal.folder}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database-then}
spec:
  podSelector: {matchLabels: {cnpg.io/cluster: database-then}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: cnpg-system}}}]}]
  egress: [{}]
END
kubectl -n ${namespace} wait clusters.postgresql.cnpg.io/database-then --for=condition=Ready --timeout=2h
kubectl -n ${namespace} exec -c postgres database-then-1 -- psql ${database.endpoint.database} -c 'select max(created_at) from statuses'
kubectl -n ${namespace} exec -c postgres database-then-1 -- pg_dump --format=custom ${database.endpoint.database} >then.dump
\`\`\`

As a whole it comes back as a set of \`then.dump\`, the media and the secrets, made by \`npx mammut adopt\`. Afterwards:

\`\`\`sh
kubectl -n ${namespace} delete clusters.postgresql.cnpg.io/database-then networkpolicy/database-then
\`\`\``,
    },
    {
      chapter: 'cluster-loss',
      text: `**The archive of PostgreSQL** belongs to the server that is lost, and the new one may not write there: declare another \`backup.to.s3.wal.folder\` before its first start, or it says \`Expected empty archive\` and archives nothing.`,
    },
  ];
}
