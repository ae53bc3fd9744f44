import * as v from 'valibot';
import { about, fields } from '../site/describe';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { dnsName, whole } from '../site/values';
import { canaryName } from './canary-name';
import { type Filled, storageEngine } from './engine';
import { nfsClient } from './node-needs';
import { openebsConfig, openebsNamespace } from './openebs';
import { nodeDisks } from './storage';
import { dataVolumes } from './uses';

const schema = fields({
  engine: v.literal('openebs-nfs'),
  install: about(
    v.optional(v.picklist(['chart', 'existing'], 'allowed: chart or existing'), 'chart'),
    'who installs the provisioner: its Helm chart, or somebody already has',
  ),
  className: about(v.optional(dnsName(), 'openebs-rwx'), 'name of the class that is rendered'),
  backend: about(
    v.optional(v.picklist(['replicated', 'perNode'], 'allowed: replicated or perNode'), 'replicated'),
    'storage role of the volume that the NFS server exports',
  ),
  leaseSeconds: about(
    v.optional(whole(10, 3600), 15),
    'seconds after which a silent client loses its locks, and for which a new server waits for the clients of the old one',
  ),
});

type Options = v.InferOutput<typeof schema>;

/** What each server pod is promised; the files themselves are served by the node's kernel. */
const server = { cpu: '50m', memory: '64Mi' };

/** Mastodon's own user, in whose name all files lie. */
const mastodonUser = '991';

const onNodeDisk: Rule = {
  name: 'storage/nfs-on-node-disk',
  severity: 'warning',
  why: 'an NFS server on one disk of one node is slower than that disk, and gone with its node',
  source: 'openebs-archive/dynamic-nfs-provisioner: one server pod a volume, bound to the node of its backend volume',
  fix: 'fill the role replicated with three nodes or more, or put the media on a volume of the node itself',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'storage: {shared: {engine: openebs-nfs, backend: perNode}}',
    right: 'storage: {shared: {engine: openebs-nfs, backend: replicated}}',
  },
  *check(site) {
    const shared = site.storage.shared as Filled<Options> | undefined;
    if (shared?.engine === 'openebs-nfs' && shared.options.backend === 'perNode') {
      yield { path: ['storage', 'shared', 'backend'], message: 'NFS on a disk of one node; recommended: replicated' };
    }
  },
};

const noBackend: Rule = {
  name: 'storage/nfs-without-backend',
  severity: 'error',
  why: "the NFS server keeps its files on a volume of another class; without one it would take the cluster's default class, or none",
  source: 'openebs-archive/dynamic-nfs-provisioner provisioner/config.go, BackendStorageClass',
  fix: 'fill storage.replicated, or set backend to perNode',
  examples: {
    over: 'one-node',
    wrong: `storage: {shared: {engine: openebs-nfs}}
mastodon: {media: {volume: {on: perNode}}}`,
    right: `storage: {shared: {engine: openebs-nfs, backend: perNode}}
mastodon: {media: {volume: {on: perNode}}}`,
  },
  *check(site) {
    const shared = site.storage.shared as Filled<Options> | undefined;
    if (shared?.engine === 'openebs-nfs' && site.storage[shared.options.backend] === undefined) {
      yield {
        path: ['storage', 'shared', 'engine'],
        message: `NFS on role ${shared.options.backend}, which nothing fills; allowed: a role that is filled`,
      };
    }
  },
};

/** OpenEBS dynamic NFS provisioner 0.11. Source: openebs-archive/dynamic-nfs-provisioner provisioner/config.go, nfs-server-container/nfsd.sh. */
export const openebsNfs = storageEngine<Options>({
  name: 'openebs-nfs',
  summary: 'an NFS server pod for each volume, on top of a volume of another class; archived by its makers',
  fills: ['shared'],
  schema,
  resolve({ className, backend }, { below }) {
    const disk = below[backend];
    return {
      className,
      accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
      nodeBound: disk?.nodeBound ?? true,
      copies: disk?.copies ?? 1,
      lossesSurvived: disk?.lossesSurvived ?? 0,
      movesAfter: 'about six minutes',
      ownDevice: true,
      sized: disk?.sized ?? false,
      networkFilesystem: true,
      ...(disk && { beneath: disk.className }),
      retains: true,
      expandable: false,
      failureDomain: disk?.failureDomain ?? nodeDisks,
    };
  },
  rules: [onNodeDisk, noBackend],
  requires: ({ options }, site) => [nfsClient(site), installation(options, site)],
  footprints: ({ role }, site) =>
    dataVolumes(site)
      .filter(({ volume }) => volume.on === role)
      .map(({ what, instances }) => ({ name: `NFS server of ${what}`, from: `storage.${role}`, instances, ...server })),
  storageClass({ options, beneath }, site, purpose) {
    const backend = purpose === 'canary' ? canaryBackend(options, site) : beneath;
    return {
      annotations: openebsConfig('nfsrwx', [
        { name: 'NFSServerType', value: 'kernel' },
        ...(backend === undefined ? [] : [{ name: 'BackendStorageClass', value: backend }]),
        // The image's own default is async: what it has confirmed is lost when its node dies.
        { name: 'CustomServerConfig', value: '/nfsshare *(rw,fsid=0,sync,no_subtree_check,insecure,root_squash)' },
        { name: 'LeaseTime', value: String(options.leaseSeconds) },
        { name: 'GraceTime', value: String(options.leaseSeconds) },
        // Without requests the server would be the first pod to go when memory is short.
        { name: 'NFSServerResourceRequests', value: `cpu: ${server.cpu}\nmemory: ${server.memory}` },
        { name: 'FilePermissions', data: { UID: mastodonUser, GID: mastodonUser, mode: 'g+s' } },
      ]),
      provisioner: 'openebs.io/nfsrwx',
      mountOptions: ['nfsvers=4.1', 'hard', 'noatime'],
      volumeBindingMode: 'Immediate',
    };
  },
  runbook: ({ className, beneath }, site) => [
    {
      chapter: 'check',
      text: `Each volume of class \`${className}\` is one NFS server in \`${openebsNamespace}\`. A pod sees only the server, so ask the server where the files lie: the two numbers must differ, and the size must be the volume's, not the disk's.

\`\`\`sh
for server in $(kubectl -n ${openebsNamespace} get deployments --selector openebs.io/nfs-server --output name); do
  kubectl -n ${openebsNamespace} exec "$server" -- sh -c 'stat -c %d /nfsshare /etc/hosts; df -h /nfsshare'
done
\`\`\``,
    },
    {
      chapter: 'grow',
      text: `A volume of class \`${className}\` does not grow by its own claim; the one beneath it does${beneath ? ` (class \`${beneath}\`)` : ''}. Leave the declared size as it is:

\`\`\`sh
volume=$(kubectl -n ${site.namespace} get persistentvolumeclaim media --output jsonpath='{.spec.volumeName}')
kubectl -n ${openebsNamespace} patch persistentvolumeclaim "nfs-$volume" --patch '{"spec":{"resources":{"requests":{"storage":"80Gi"}}}}'
\`\`\``,
    },
    {
      chapter: 'node-loss',
      text: `The NFS servers of class \`${className}\` carry no tolerations of their own: one on the lost node starts elsewhere after about six minutes, and until then everything that mounts it waits. With the machine off for certain, this is quicker:

\`\`\`sh
kubectl -n ${openebsNamespace} get pods --selector openebs.io/nfs-server --output wide
kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute
\`\`\``,
    },
  ],
});

/** A trial's volume leaves nothing behind, so its backend is a trial's as well, where we render one. */
function canaryBackend(options: Options, site: Site): string | undefined {
  const disk = site.storage[options.backend];
  return disk?.engine === 'existing' ? disk.className : canaryName(options.backend);
}

function installation(options: Options, site: Site) {
  const common = {
    name: 'nfs-provisioner',
    why: 'makes an NFS server for each shared volume',
    provides: { namespaces: [openebsNamespace] },
  };
  if (options.install === 'existing') {
    return {
      ...common,
      kind: 'existing',
      commands: [`kubectl -n ${openebsNamespace} get pods --selector name=openebs-nfs-provisioner`],
    } as const;
  }
  return {
    ...common,
    kind: 'chart',
    version: site.versions['chart/nfs-provisioner'],
    commands: [],
    chart: {
      repository: 'https://openebs.github.io/dynamic-nfs-provisioner',
      chart: 'nfs-provisioner',
      release: 'nfs-provisioner',
      namespace: openebsNamespace,
      privileged: true,
      values: {
        nfsStorageClass: { enabled: false },
        nfsProvisioner: { enableGarbageCollection: false },
        analytics: { enabled: 'false' },
      },
      reasons: {
        nfsStorageClass: 'our own class keeps its data',
        nfsProvisioner: 'volumes beneath go only when somebody deletes them',
        analytics: 'nothing calls home',
      },
    },
  } as const;
}
