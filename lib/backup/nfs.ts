import * as v from 'valibot';
import { isAddress } from '../cluster/addresses';
import { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { about, fields } from '../site/describe';
import { exportedFolder } from '../site/names';
import type { Site } from '../site/site';
import { host, quantity } from '../site/values';
import { nfsClient } from '../storage/node-needs';
import { nodeDisks } from '../storage/storage';
import type { Tree } from './backup';
import { buildClaim } from './claim';
import { backupLabels, planOf, treeClaim } from './plan';
import type { Target } from './target';

export const nfsSchema = fields({
  server: about(host(), 'host name or address of the NAS, as the nodes know it'),
  share: about(exportedFolder(), 'folder that the NAS exports; writable by uid 991'),
  size: about(v.optional(quantity(), '200Gi'), 'what the NAS keeps free for it; a note that nothing enforces'),
});

type Nfs = Extract<Tree, { kind: 'nfs' }>;

export function resolveNfs(declared: v.InferOutput<typeof nfsSchema>): Nfs {
  return { kind: 'nfs', ...declared };
}

function nfsOf(site: Site): Nfs | undefined {
  const tree = planOf(site)?.tree;
  return tree?.kind === 'nfs' ? tree : undefined;
}

/** Volumes are cluster-wide, so the namespace tells sites apart. */
const volumeName = ({ namespace }: Site) => `${namespace}-backup`;

/**
 * A folder on a NAS, by a static volume: inline NFS volumes are refused by Pod Security *restricted*, and no driver
 * needs to be installed. Source: kubernetes.io/docs/concepts/security/pod-security-standards, "Volume Types".
 */
export const nfs: Target = {
  rules: [],

  place(site) {
    const tree = nfsOf(site);
    if (tree === undefined) return undefined;
    const { server } = tree;
    // A node that exports a folder of its own disk is no other place.
    const ours = site.cluster.nodes.some(({ name, address }) => name === server || address === server);
    return {
      what: ours ? `a disk of node ${server}` : `NAS ${server}`,
      path: ['backup', 'to', 'nfs', 'server'],
      engine: 'nfs',
      isOthers: false,
      domain: ours ? nodeDisks : `NAS ${server}`,
      atHome: true,
    };
  },

  requires: (site) => [nfsClient(site)],
  secrets: () => [],
  footprints: () => [],
  // The node mounts it, not the pod.
  connections: () => [],

  build(folders, site) {
    const tree = nfsOf(site);
    if (tree === undefined) return;
    const { server, share, size } = tree;
    const name = volumeName(site);
    const storage = k8s.Quantity.fromString(size);
    const component = new Component(folders.platform, treeClaim, 'backup.to.nfs');
    new k8s.KubePersistentVolume(component, 'volume', {
      metadata: { name, labels: backupLabels(site, treeClaim) },
      spec: {
        capacity: { storage },
        accessModes: ['ReadWriteMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        volumeMode: 'Filesystem',
        // For this claim and no other.
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: site.namespace, name: treeClaim },
        // 4.1 has locks that end with the client; a soft mount would turn a slow NAS into a broken set.
        mountOptions: ['nfsvers=4.1', 'hard', 'noatime'],
        nfs: { server, path: share },
      },
    });
    buildClaim(component, site, {
      accessModes: ['ReadWriteMany'],
      // Empty, not left out: the cluster's default class would make a volume of its own.
      storageClassName: '',
      volumeName: name,
      resources: { requests: { storage } },
    });
  },

  runbook(site) {
    const tree = nfsOf(site);
    if (tree === undefined) return [];
    const { server, share } = tree;
    const clients = site.cluster.nodes.map(({ address }) => address).join(' ');
    return [
      {
        chapter: 'install',
        text: `**The backup's folder** on ${server} is exported by NFS 4.1 to the nodes (${clients}) and belongs to uid and gid 991, or all clients are mapped to it (\`all_squash,anonuid=991,anongid=991\`). On a Linux machine:

\`\`\`sh
# on ${server}
sudo install --directory --owner=991 --group=991 --mode=0700 ${share}
for node in ${clients}; do echo "${share} $node(rw,sync,no_subtree_check,root_squash)"; done | sudo tee -a /etc/exports
sudo exportfs -ra
# on a node
showmount --exports ${server}
\`\`\`${
          isAddress(server)
            ? ''
            : `

The nodes themselves look up \`${server}\`, not the cluster's DNS.`
        }`,
      },
    ];
  },
};
