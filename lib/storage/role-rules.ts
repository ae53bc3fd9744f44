import { schedulableNodes } from '../cluster/cluster';
import type { Rule } from '../site/rule';
import type { RoleName } from './engine';
import { filledRoles } from './filled';
import { nodeDisks } from './storage';
import { dataVolumes } from './uses';

const rwxOnRwo: Rule = {
  name: 'storage/rwx-on-rwo-engine',
  severity: 'error',
  why: 'role shared promises volumes that pods on several nodes mount at once; an engine that serves one node at a time refuses such a claim, or lets the second node wait for ever',
  source:
    'kubernetes.io/docs/concepts/storage/persistent-volumes: access modes; jiva-operator: SINGLE_NODE_WRITER only',
  fix: 'fill shared with longhorn, openebs-nfs or csi-nfs, or leave it out and put the media on another role or into S3',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'storage: {shared: {engine: jiva, install: addon, copies: 3, className: jiva-shared}}',
    right: 'storage: {shared: {engine: openebs-nfs}}',
  },
  *check({ storage: { shared } }) {
    if (shared && !shared.accessModes.includes('ReadWriteMany')) {
      yield {
        path: ['storage', 'shared', 'engine'],
        message: `${shared.engine} offers ${shared.accessModes.join(', ')} only; allowed for shared: an engine with ReadWriteMany`,
      };
    }
  },
};

const replicatedIsNodeBound: Rule = {
  name: 'storage/replicated-is-node-bound',
  severity: 'error',
  why: 'role replicated promises volumes that outlive their node; one on the disk of a single node is gone with it, and its pod starts nowhere else',
  source: 'kubernetes.io/docs/concepts/storage/volumes: local and hostPath volumes are bound to a node',
  fix: 'fill replicated with longhorn, or leave it out and put the volumes on perNode',
  examples: {
    over: 'home',
    wrong: 'storage: {replicated: {engine: openebs-hostpath, className: openebs-second}}',
    right: 'storage: {replicated: {engine: longhorn, copies: 3}}',
  },
  *check({ storage: { replicated } }) {
    if (replicated?.nodeBound) {
      yield {
        path: ['storage', 'replicated', 'engine'],
        message: `${replicated.engine} keeps each volume on one node; allowed for replicated: an engine whose volumes move`,
      };
    }
  },
};

const perNodeIsReplicated: Rule = {
  name: 'storage/per-node-is-replicated',
  severity: 'warning',
  why: 'role perNode is for parts that replicate themselves: on replicated volumes every byte is written once for each copy of each copy, and all copies share one engine that can fail',
  source:
    'cloudnative-pg.io/documentation: storage, shared-nothing; openebs.io: local volumes for distributed workloads',
  fix: "fill perNode with the nodes' own disks: openebs-hostpath, local-path or microk8s-hostpath",
  examples: {
    over: 'home',
    wrong: 'storage: {perNode: {engine: longhorn, copies: 3, dataLocality: best-effort, className: longhorn-node}}',
    right: 'storage: {perNode: {engine: openebs-hostpath}}',
  },
  *check({ storage: { perNode } }) {
    if (perNode && !perNode.nodeBound) {
      yield {
        path: ['storage', 'perNode', 'engine'],
        message: `${perNode.engine} does not bind its volumes to a node; recommended for perNode: a disk of the node`,
      };
    }
  },
};

const oneCopy: Rule = {
  name: 'storage/replicated-has-one-copy',
  severity: 'warning',
  why: 'one copy is lost with its node, and until it is back nothing that uses the volume starts; with Jiva a disruption budget on the only replica blocks every drain as well',
  source: 'openebs-archive/jiva-operator: disruption budget of copies / 2 + 1; longhorn.io/docs: best practices',
  fix: 'declare copies: 3, on two nodes with longhorn copies: 2, or use perNode',
  examples: {
    over: 'home',
    wrong: 'storage: {replicated: {engine: longhorn, copies: 1}}',
    right: 'storage: {replicated: {engine: longhorn, copies: 2}}',
  },
  *check(site) {
    if (schedulableNodes(site.cluster).length < 2) return;
    for (const { role, copies, failureDomain, nodeBound, beneath } of filledRoles(site)) {
      if (role !== 'perNode' && copies === 1 && failureDomain === nodeDisks && !nodeBound && beneath === undefined) {
        yield { path: ['storage', role, 'copies'], message: `one copy for role ${role}; recommended: two or more` };
      }
    }
  },
};

const roleNotFilled: Rule = {
  name: 'storage/role-not-filled',
  severity: 'error',
  why: 'a volume on a role that nothing fills has no class, and its pod would wait for ever',
  source: 'kubernetes.io/docs/concepts/storage/persistent-volumes: a claim without a class waits or takes the default',
  fix: 'fill the role below storage, or choose one that is filled',
  examples: {
    over: 'one-node',
    wrong: 'database: {engine: standalone, on: replicated}',
    right: 'database: {engine: standalone, on: perNode}',
  },
  *check(site) {
    const filled = filledRoles(site).map((one) => one.role);
    for (const { what, path, volume } of dataVolumes(site)) {
      if (!filled.includes(volume.on)) {
        yield {
          path: [...path, 'on'],
          message: `${what} on ${volume.on}, which nothing fills; allowed: ${filled.join(', ')}`,
        };
      }
    }
  },
};

const classDeletesData: Rule = {
  name: 'storage/class-deletes-data',
  severity: 'error',
  why: 'with reclaimPolicy Delete the data is gone as soon as its claim is, by one mistyped command or a deleted namespace',
  source: 'kubernetes.io/docs/concepts/storage/persistent-volumes: reclaiming',
  fix: 'make a second class like it with reclaimPolicy Retain, and name that one',
  examples: {
    over: 'home',
    wrong:
      'storage: {shared: {engine: existing, className: nas, accessModes: [ReadWriteMany], nodeBound: false, reclaimPolicy: Delete}}',
    right:
      'storage: {shared: {engine: existing, className: nas, accessModes: [ReadWriteMany], nodeBound: false, reclaimPolicy: Retain}}',
  },
  *check(site) {
    const used = new Map<RoleName, string[]>();
    for (const { what, volume } of dataVolumes(site)) used.set(volume.on, [...(used.get(volume.on) ?? []), what]);
    for (const { role, className, retains } of filledRoles(site)) {
      const parts = used.get(role);
      if (!retains && parts) {
        yield {
          path: ['storage', role, 'reclaimPolicy'],
          message: `${parts.join(', ')} on class ${className}, which deletes; allowed for data: Retain`,
        };
      }
    }
  },
};

const classNameTwice: Rule = {
  name: 'storage/class-name-twice',
  severity: 'error',
  why: 'two roles with one class name would render one object twice, and the second would overwrite the first; parameters of a class can not change afterwards',
  source: 'kubernetes.io/docs/concepts/storage/storage-classes: a class can not be updated once it exists',
  fix: 'give each role a className of its own',
  examples: {
    over: 'home',
    wrong: 'storage: {replicated: {engine: longhorn, className: longhorn-rwx-r3}}',
    right: 'storage: {replicated: {engine: longhorn, className: longhorn-rwo-r3}}',
  },
  *check(site) {
    const classes = filledRoles(site).filter((one) => one.engine !== 'existing');
    for (const [index, { role, className }] of classes.entries()) {
      const first = classes.findIndex((other) => other.className === className);
      if (first < index) {
        yield {
          path: ['storage', role, 'className'],
          message: `class ${className} is also that of ${classes[first]?.role}; allowed: one class a role`,
        };
      }
    }
  },
};

/** Rules on what a role is filled with, for every engine. */
export const roleRules: readonly Rule[] = [
  rwxOnRwo,
  replicatedIsNodeBound,
  perNodeIsReplicated,
  oneCopy,
  roleNotFilled,
  classDeletesData,
  classNameTwice,
];
