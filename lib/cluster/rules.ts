import type { Rule } from '../site/rule';
import { contains, interval } from './addresses';
import { voters } from './cluster';

const duplicateNode: Rule = {
  name: 'cluster/duplicate-node',
  severity: 'error',
  why: 'two nodes with one name or address are one machine to Kubernetes, and every count of copies and voters would be wrong',
  source: 'kubernetes.io/docs/concepts/architecture/nodes: the name identifies a node',
  fix: 'copy NAME and INTERNAL-IP from `kubectl get nodes -o wide`',
  examples: {
    over: 'one-node',
    wrong: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: alpha, address: 192.168.1.12, memory: 8Gi, disk: 250Gi}`,
    right: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi}`,
  },
  *check({ cluster }) {
    for (const key of ['name', 'address'] as const) {
      for (const [index, node] of cluster.nodes.entries()) {
        const first = cluster.nodes.findIndex((other) => other[key] === node[key]);
        if (first < index) {
          yield {
            path: ['cluster', 'nodes', index, key],
            message: `${key} ${node[key]} is also that of node ${first + 1}; allowed: each ${key} once`,
          };
        }
      }
    }
  },
};

const noVoter: Rule = {
  name: 'cluster/no-control-plane',
  severity: 'error',
  why: 'without a control-plane node there is no cluster',
  source: 'kubernetes.io/docs/concepts/overview/components',
  fix: 'set controlPlane: true on one node, or on three',
  examples: {
    over: 'one-node',
    wrong: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi, controlPlane: false}`,
    right: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi, controlPlane: true}`,
  },
  *check({ cluster }) {
    if (voters(cluster).length === 0)
      yield {
        path: ['cluster', 'nodes'],
        message: 'no node votes in the control plane; allowed: one, or three or more',
      };
  },
};

const evenVoters: Rule = {
  name: 'cluster/even-voters',
  severity: 'warning',
  why: 'an even number of control-plane members outlives no more losses than one member fewer, and two of them stop when either dies',
  source: 'etcd.io/docs: fault tolerance table; microk8s.io/docs/high-availability',
  fix: 'let one or three nodes vote: set controlPlane on the nodes, and join the others as workers',
  examples: {
    over: 'one-node',
    wrong: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi}`,
    right: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi, controlPlane: false}`,
  },
  *check({ cluster }) {
    const count = voters(cluster).length;
    if (count > 0 && count % 2 === 0)
      yield {
        path: ['cluster', 'nodes'],
        message: `${count} nodes vote in the control plane, which outlives the loss of ${count / 2 - 1}; allowed: an odd number`,
      };
  },
};

const tooOld: Rule = {
  name: 'cluster/kubernetes-too-old',
  severity: 'error',
  why: 'before 1.29 a kubelet may forget a mount after a hard reboot, so that data lands on the node’s own disk, and Pod Security refuses the keepalive settings that let clients notice a vanished master',
  source:
    'kubernetes/kubernetes#119923 (fixed in 1.30, backported to 1.28.6 and 1.29); Pod Security Standards, safe sysctls',
  fix: 'upgrade Kubernetes first, one minor version at a time',
  examples: {
    over: 'one-node',
    wrong: 'cluster: {version: "1.28"}',
    right: 'cluster: {version: "1.34"}',
  },
  *check({ cluster }) {
    if (cluster.minor < 29)
      yield { path: ['cluster', 'version'], message: `Kubernetes ${cluster.version}; allowed: 1.29 and newer` };
  },
};

const addressInsideRange: Rule = {
  name: 'cluster/address-inside-cluster-range',
  severity: 'error',
  why: 'a machine with an address from the range of pods or Services can not be reached from pods: packets stay inside the cluster',
  source: 'kubernetes.io/docs/concepts/cluster-administration/networking: the three ranges must not overlap',
  fix: 'choose other ranges for pods and Services, or another home network',
  examples: {
    over: 'one-node',
    wrong: 'cluster: {podCidr: 192.168.0.0/16}',
    right: 'cluster: {podCidr: 10.42.0.0/16}',
  },
  *check({ cluster }) {
    for (const [index, node] of cluster.nodes.entries()) {
      for (const [what, cidr] of [
        ['pods', cluster.podCidr],
        ['Services', cluster.serviceCidr],
      ] as const) {
        if (within(node.address, cidr)) {
          yield {
            path: ['cluster', 'nodes', index, 'address'],
            message: `${node.address} lies in the range of ${what}, ${cidr}; allowed: an address outside it`,
          };
        }
      }
    }
  },
};

function within(address: string, cidr: string): boolean {
  const inner = interval(address);
  const outer = interval(cidr);
  return inner !== undefined && outer !== undefined && contains(outer, inner);
}

export const clusterRules: readonly Rule[] = [duplicateNode, noVoter, evenVoters, tooOld, addressInsideRange];
