import { RecurringJob, RecurringJobSpecTask as Task } from '../../imports/longhorn.io';
import { schedulableNodes } from '../cluster/cluster';
import type { Requirement } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { storageEngine } from './engine';
import { longhornSays } from './longhorn-nodes';
import {
  type LonghornOptions,
  locality,
  longhornFolder,
  longhornNamespace,
  longhornOf,
  longhornSchema,
} from './longhorn-options';
import { longhornRunbook } from './longhorn-runbook';
import { iscsi, kubeletMount, nfsClient, noMultipath } from './node-needs';
import { secondDisk } from './second-disk';
import { nodeDisks } from './storage';

/** Group of the recurring jobs that every volume of ours joins; the default group would take in volumes of others. */
const upkeepGroup = 'upkeep';

const csiDriver = 'driver.longhorn.io';

const strictLocal: Rule = {
  name: 'storage/strict-local-needs-one-copy',
  severity: 'error',
  why: 'Longhorn takes strict-local only for volumes with one copy that one node mounts, and refuses every other claim',
  source: 'longhorn.io/docs: high-availability/data-locality',
  fix: 'set dataLocality to best-effort, or copies to 1 on perNode',
  examples: {
    over: 'home',
    wrong: 'storage: {replicated: {engine: longhorn, copies: 3, dataLocality: strict-local}}',
    right: 'storage: {replicated: {engine: longhorn, copies: 3, dataLocality: best-effort}}',
  },
  *check(site) {
    for (const { role, copies, options } of longhornOf(site)) {
      if (options.dataLocality === 'strict-local' && (copies > 1 || role === 'shared')) {
        yield {
          path: ['storage', role, 'dataLocality'],
          message: `strict-local with ${copies} copies for role ${role}; allowed: best-effort or disabled`,
        };
      }
    }
  },
};

/** Longhorn 1.12. Sources: longhorn.io/docs 1.12 (storage class parameters, RWX volumes, settings), longhorn/longhorn chart values. */
export const longhorn = storageEngine<LonghornOptions>({
  name: 'longhorn',
  summary: 'Longhorn: a volume with copies on several nodes, mounted by one node or, by NFS, by several',
  fills: ['perNode', 'replicated', 'shared'],
  schema: longhornSchema,
  whereFound: ({ provisioner }, role) =>
    provisioner === csiDriver && role !== 'perNode' ? { install: 'existing' } : undefined,
  csiDriver,
  ofNodes: { kind: 'nodes.longhorn.io', says: longhornSays },
  resolve(declared, { cluster, role }) {
    const local = role === 'perNode';
    const shared = role === 'shared';
    const copies = declared.copies ?? (local ? 1 : Math.min(3, Math.max(1, schedulableNodes(cluster).length)));
    // Any other number of copies with strict-local is refused by a rule.
    const bound = copies === 1 && locality(declared, role) === 'strict-local';
    return {
      className: declared.className ?? (local ? 'longhorn-local' : `longhorn-${shared ? 'rwx-' : ''}r${copies}`),
      accessModes: shared ? ['ReadWriteOnce', 'ReadWriteMany'] : ['ReadWriteOnce'],
      nodeBound: bound,
      copies,
      lossesSurvived: copies - 1,
      movesAfter: 'about six minutes',
      ownDevice: true,
      sized: true,
      networkFilesystem: shared,
      retains: true,
      expandable: true,
      failureDomain: nodeDisks,
    };
  },
  rules: [strictLocal],
  requires: ({ role, options }, site) => [
    ...secondDisk('longhorn', longhornFolder(options, site.cluster), site),
    ...kubeletMount(longhornFolder(options, site.cluster), site),
    iscsi(site),
    ...noMultipath(site),
    ...(role === 'shared' ? [nfsClient(site)] : []),
    installation(options, site),
  ],
  storageClass: ({ role, copies, options }) => ({
    provisioner: csiDriver,
    parameters: {
      numberOfReplicas: String(copies),
      dataLocality: locality(options, role),
      fsType: 'ext4',
      // Minutes until the copy of a lost node is given up.
      staleReplicaTimeout: '30',
      recurringJobSelector: JSON.stringify([{ name: upkeepGroup, isGroup: true }]),
      // Longhorn's default is softerr: a failover shorter than its timeouts would end writes with an error.
      ...(role === 'shared' && { nfsOptions: 'vers=4.1,noresvport,hard,timeo=600,retrans=5' }),
    },
    volumeBindingMode: locality(options, role) === 'strict-local' ? 'WaitForFirstConsumer' : 'Immediate',
  }),
  buildOnce(scope, site) {
    const [schedule = '17 2 * * 0'] = longhornOf(site).map(({ options }) => options.upkeep);
    const job = (task: Task.SNAPSHOT_HYPHEN_CLEANUP | Task.FILESYSTEM_HYPHEN_TRIM, when: string) =>
      new RecurringJob(scope, task, {
        metadata: { name: task, namespace: longhornNamespace },
        // Neither task keeps anything: Longhorn's webhook turns every other number into 0.
        spec: { name: task, task, cron: when, groups: [upkeepGroup], retain: 0, concurrency: 1 },
      });
    job(Task.SNAPSHOT_HYPHEN_CLEANUP, schedule);
    job(Task.FILESYSTEM_HYPHEN_TRIM, anHourLater(schedule));
  },
  runbook: longhornRunbook,
});

/** Trimming frees only what no snapshot holds, so the snapshots go first. */
function anHourLater(schedule: string): string {
  const [minute, hour = '*', ...rest] = schedule.split(' ');
  return [minute, /^\d+$/.test(hour) ? String((Number(hour) + 1) % 24) : hour, ...rest].join(' ');
}

const provides = {
  namespaces: [longhornNamespace],
  storageClasses: ['longhorn-static'],
  crds: ['recurringjobs.longhorn.io', 'volumes.longhorn.io'],
};

function installation(options: LonghornOptions, site: Site): Requirement {
  if (options.install === 'existing') {
    return {
      name: 'longhorn',
      kind: 'existing',
      why: 'makes the replicated and shared volumes; its CSI plugin must mount the folder of this kubelet',
      commands: [
        `kubectl -n ${longhornNamespace} get daemonset longhorn-csi-plugin --output yaml | grep ${site.cluster.distribution.kubeletDir}`,
      ],
      provides,
    };
  }
  return {
    name: 'longhorn',
    kind: 'chart',
    version: site.versions['chart/longhorn'],
    why: 'makes the replicated and shared volumes',
    commands: [],
    chart: {
      repository: 'https://charts.longhorn.io',
      chart: 'longhorn',
      release: 'longhorn',
      namespace: longhornNamespace,
      privileged: true,
      values: chartValues(site),
      reasons,
    },
    provides,
  };
}

const reasons = {
  csi: "the folder of this kubelet: with another one volumes look mounted, and data goes to the node's own disk",
  persistence: 'our classes keep their data; those of the chart would delete it',
  'defaultSettings.defaultDataPath': 'where the volumes lie on each node',
  'defaultSettings.defaultReplicaCount': 'as many as the role has',
  'defaultSettings.replicaSoftAntiAffinity': 'copies on one node are lost together',
  'defaultSettings.replicaAutoBalance': 'a node that comes back gets its share again',
  'defaultSettings.nodeDownPodDeletionPolicy':
    "Longhorn's own do-nothing leaves volumes with pods of a lost node until somebody deletes these",
  'defaultSettings.nodeDrainPolicy': 'a drain waits only where it would take the last whole copy',
  'defaultSettings.storageOverProvisioningPercentage': 'a disk is never promised twice',
  'defaultSettings.storageMinimalAvailablePercentage': 'a full disk stops every volume on it',
  'defaultSettings.storageReservedPercentageForDefaultDisk': 'what the system of a node may need of the same disk',
  'defaultSettings.upgradeChecker': 'nothing calls home',
  'defaultSettings.allowCollectingLonghornUsageMetrics': 'nothing calls home',
  longhornUI: 'one is enough to look at it',
};

/** Keys of chart longhorn 1.12. One installation serves every role, so the values come from all of them. */
function chartValues(site: Site) {
  const filled = longhornOf(site);
  const folder = filled.map(({ options }) => options.folder).find((one) => one !== undefined);
  const secondDisks = site.cluster.nodes.every((node) => node.dataDisk !== undefined);
  return {
    csi: { kubeletRootDir: site.cluster.distribution.kubeletDir },
    persistence: { createStorageClass: false, defaultClass: false },
    defaultSettings: {
      defaultDataPath: longhornFolder({ folder }, site.cluster),
      defaultReplicaCount: Math.max(...filled.map(({ copies }) => copies)),
      replicaSoftAntiAffinity: false,
      replicaAutoBalance: 'best-effort',
      nodeDownPodDeletionPolicy: 'delete-both-statefulset-and-deployment-pod',
      nodeDrainPolicy: 'block-if-contains-last-replica',
      storageOverProvisioningPercentage: 100,
      storageMinimalAvailablePercentage: 10,
      storageReservedPercentageForDefaultDisk: secondDisks ? 5 : 25,
      upgradeChecker: false,
      allowCollectingLonghornUsageMetrics: false,
    },
    longhornUI: { replicas: 1 },
  };
}
