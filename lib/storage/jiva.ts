import { JivaVolumePolicy, JivaVolumePolicySpecTargetResourcesRequests as Request } from '../../imports/openebs.io';
import { schedulableNodes } from '../cluster/cluster';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';
import { storageEngine } from './engine';
import { type JivaOptions, jivaSchema, quorum, replicasClass } from './jiva-options';
import { jivaRules } from './jiva-rules';
import { jivaRunbook } from './jiva-runbook';
import { iscsi } from './node-needs';
import { openebsAddon, openebsNamespace } from './openebs';
import { nodeDisks } from './storage';
import { dataVolumes } from './uses';

const csiDriver = 'jiva.csi.openebs.io';

/** OpenEBS Jiva 3.6. Sources: openebs-archive/jiva-operator v3.6.0, openebs-archive/jiva. */
export const jiva = storageEngine<JivaOptions>({
  name: 'jiva',
  summary: 'OpenEBS Jiva: a volume with copies on several nodes, reached by iSCSI; archived by its makers',
  fills: ['replicated'],
  schema: jivaSchema,
  csiDriver,
  resolve(declared, { cluster }) {
    const copies = declared.copies ?? (schedulableNodes(cluster).length >= 3 ? 3 : 1);
    return {
      className: declared.className ?? `jiva-r${copies}`,
      accessModes: ['ReadWriteOnce'],
      nodeBound: false,
      copies,
      lossesSurvived: copies - quorum(copies),
      ownDevice: true,
      sized: true,
      networkFilesystem: false,
      retains: true,
      expandable: true,
      failureDomain: nodeDisks,
    };
  },
  rules: jivaRules,
  requires: ({ options }, site) => [iscsi(site), installation(options, site)],
  footprints: ({ className, copies, options, role }, site) =>
    dataVolumes(site)
      .filter(({ volume }) =>
        [site.storage[volume.on]?.className, site.storage[volume.on]?.beneath].includes(className),
      )
      .flatMap(({ what, instances }) => {
        const from = `storage.${role}`;
        const promised = ({ cpu, memory }: { cpu: string; memory: string }) => ({ cpu, memory });
        const replicas = {
          name: `replicas of ${what}`,
          from,
          instances: copies,
          perNode: true,
          ...promised(options.replica),
        };
        return [
          { name: `target of ${what}`, from, instances, ...promised(options.target) },
          ...Array.from({ length: instances }, () => replicas),
        ];
      }),
  storageClass: ({ className }) => ({
    provisioner: csiDriver,
    // The driver reads the key `policy`; `jivaVolumePolicy` of its tutorial is ignored without a word.
    parameters: { 'cas-type': 'jiva', policy: className },
    volumeBindingMode: 'Immediate',
  }),
  buildPolicy(scope, { className, copies, options }, site) {
    const requests = (of: { cpu: string; memory: string }) => ({
      cpu: Request.fromString(of.cpu),
      memory: Request.fromString(of.memory),
    });
    const nodes = ({ nodeSelector }: { nodeSelector?: Record<string, string> | undefined }) =>
      nodeSelector ? { nodeSelector } : {};
    // The operator looks for policies in its own namespace, not in the claim's.
    new JivaVolumePolicy(scope, 'policy', {
      metadata: { name: className, namespace: openebsNamespace },
      spec: {
        replicaSc: replicasClass(options, site),
        target: {
          replicationFactor: copies,
          disableMonitor: false,
          resources: { requests: requests(options.target) },
          ...nodes(options.target),
        },
        replica: { resources: { requests: requests(options.replica) }, ...nodes(options.replica) },
      },
    });
  },
  runbook: jivaRunbook,
});

function installation(options: JivaOptions, site: Site): Requirement {
  switch (options.install) {
    case 'addon':
      return openebsAddon;
    case 'existing':
      return {
        name: 'jiva',
        kind: 'existing',
        why: 'makes the replicated volumes; its CSI node pods must mount the folder of this kubelet',
        commands: [
          `kubectl -n ${openebsNamespace} get daemonset openebs-jiva-csi-node --output yaml | grep ${site.cluster.distribution.kubeletDir}`,
        ],
        provides: { namespaces: [openebsNamespace], crds: ['jivavolumepolicies.openebs.io', 'jivavolumes.openebs.io'] },
      };
    case 'chart':
      return {
        name: 'jiva',
        kind: 'chart',
        version: site.versions['chart/jiva'],
        why: 'makes the replicated volumes',
        commands: [],
        chart: {
          repository: 'https://openebs.github.io/jiva-operator',
          chart: 'jiva',
          release: 'jiva',
          namespace: openebsNamespace,
          privileged: true,
          values: {
            csiNode: { kubeletDir: `${site.cluster.distribution.kubeletDir}/` },
            openebsLocalpv: { enabled: false },
            storageClass: { enabled: false },
            defaultPolicy: { enabled: false },
            analytics: { enabled: false },
          },
          reasons: {
            csiNode:
              "the folder of this kubelet: with another one volumes look mounted, and data goes to the node's own disk",
            openebsLocalpv: 'it is there already: the volumes beneath come from it',
            storageClass: 'our own class keeps its data',
            defaultPolicy: 'our own policy says how many copies there are, and where',
            analytics: 'nothing calls home',
          },
        },
        provides: { namespaces: [openebsNamespace], crds: ['jivavolumepolicies.openebs.io', 'jivavolumes.openebs.io'] },
      };
  }
}
