import type { Requirement, Room, RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { type Cluster, schedulableNodes, voters } from './cluster';
import { buildNamespace } from './namespace';
import { clusterRules } from './rules';
import { clusterSurvival } from './survival';

/** The machines and the Kubernetes on them. */
export const clusterRoom: Room = {
  name: 'cluster',
  rules: clusterRules,
  requires,
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: buildNamespace,
  runbook: (site) => [...machines(site), ...shutdown(site), ...nodeLoss(site)],
  survival: clusterSurvival,
};

function requires({ cluster }: Site): Requirement[] {
  const names = schedulableNodes(cluster).length > 1 ? [namesOnEveryNode(cluster)] : [];
  if (cluster.distribution.name !== 'microk8s') return names;
  return [
    { name: 'dns', kind: 'addon', why: 'names inside the cluster', commands: ['microk8s enable dns'] },
    {
      name: 'rbac',
      kind: 'addon',
      why: 'without it MicroK8s lets every pod do everything',
      commands: ['microk8s enable rbac'],
    },
    ...names,
  ];
}

/** More servers of names than this are no use to anybody. */
const mostNameServers = 5;

/**
 * K3s and MicroK8s start one pod of CoreDNS; kubeadm two, mostly both on the first node, since no other was there yet.
 * Kubernetes moves it five minutes after its node is lost, and until it counts the node as lost every second question
 * goes there. Sources: k3s issues 1606 and 3092; kubeadm issue 1657; kubernetes.io, "Service", traffic distribution.
 */
function namesOnEveryNode(cluster: Cluster): Requirement {
  const coredns = (words: string) => `kubectl -n kube-system ${words}`;
  return {
    name: 'names on every node',
    kind: 'existing',
    why: 'every pod asks CoreDNS for names; lost with its only node it is away for five minutes or more',
    commands: [
      ...(cluster.distribution.spreadsNameServers
        ? []
        : [
            coredns(`patch deployment coredns --type merge -p '${JSON.stringify(oneOnEachNode(cluster))}'`),
            coredns('rollout status deployment coredns'),
          ]),
      ...(cluster.minor >= 34
        ? [
            '# a pod asks the one on its own node, so that nobody waits for one that is gone',
            coredns(`patch service kube-dns --type merge -p '{"spec":{"trafficDistribution":"PreferSameNode"}}'`),
          ]
        : []),
      `${coredns('get pods -l k8s-app=kube-dns -o wide')}    # not all on one node`,
    ],
  };
}

/**
 * A patch of CoreDNS' Deployment. Pods are counted by their template: counted together with those that a rollout
 * replaces, the new ones end up on one node about every fourth time. A node that is away counts as one without a pod, so
 * nobody takes its pod's place elsewhere, and it has one again when it is back. Source: kubernetes.io, "Pod Topology
 * Spread Constraints", matchLabelKeys and nodeTaintsPolicy.
 */
function oneOnEachNode(cluster: Cluster) {
  const spread = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    matchLabelKeys: ['pod-template-hash'],
  };
  const replicas = Math.min(schedulableNodes(cluster).length, mostNameServers);
  return { spec: { replicas, template: { spec: { topologySpreadConstraints: [spread] } } } };
}

function machines({ cluster }: Site): RunbookPart[] {
  const { distribution, nodes } = cluster;
  const members = voters(cluster);
  const joined =
    members.length >= 3
      ? `${members.length} nodes vote in the control plane (${distribution.haDatastore}), so any one of them may be lost.`
      : `${members.length === 1 ? 'One node is' : `${members.length} nodes are`} the control plane. While ${members.length === 1 ? 'it is' : 'either is'} down pods go on running, but nothing is started or moved.`;
  return [
    {
      chapter: 'cluster',
      text: [
        `${distribution.title} ${cluster.version} on ${nodes.length === 1 ? 'one node' : `${nodes.length} nodes`}. ${joined}`,
        ...(distribution.shell.length === 0
          ? []
          : [
              `On a node of the control plane, in each new shell, so that \`kubectl\` and \`helm\` mean this cluster:`,
              `\`\`\`sh\n${distribution.shell.join('\n')}\n\`\`\``,
            ]),
        'The nodes must be those of the declaration:',
        '```sh\nkubectl get nodes -o wide\n```',
        `| node | address | memory | disk | control plane | architecture |\n|---|---|---|---|---|---|\n${nodes
          .map(
            (node) =>
              `| ${node.name} | ${node.address} | ${node.memory} | ${node.disk}${node.dataDisk ? ` + ${node.dataDisk}` : ''} | ${node.controlPlane ? 'votes' : '–'} | ${node.arch} |`,
          )
          .join('\n')}`,
      ].join('\n\n'),
    },
  ];
}

function shutdown({ cluster }: Site): RunbookPart[] {
  if (cluster.nodes.length === 1) return [{ chapter: 'shutdown', text: 'Now the machine may be switched off.' }];
  return [
    {
      chapter: 'shutdown',
      text: `Now the machines may be switched off, in any order.\n\nOne node alone, for maintenance, while the others go on (${cluster.nodes.map((node) => node.name).join(', ')}):\n\n\`\`\`sh\nkubectl drain NODE --ignore-daemonsets --delete-emptydir-data\n# … switch it off, mend it, switch it on …\nkubectl uncordon NODE\n\`\`\``,
    },
  ];
}

function nodeLoss({ cluster }: Site): RunbookPart[] {
  const text = [
    'Kubernetes calls a node lost about 50 s after its last sign of life, up to a minute later where that node also ran the leading controller-manager. Pods that can start elsewhere do so 10 s later.',
    'What cannot move by itself waits until you say that the machine is off. **Make sure of it first: pull its plug.** A machine that still runs would write to the same volume.',
    '```sh\n# 1. it must not answer\nping -c 3 ADDRESS-OF-NODE\n# 2. tell Kubernetes: volumes are released and pods move\nkubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute\n# 3. when the machine is back\nkubectl taint nodes NODE node.kubernetes.io/out-of-service-\n```',
  ];
  if (schedulableNodes(cluster).length === 1)
    return [
      {
        chapter: 'node-loss',
        text: 'There is one machine: while it is down the server is down. Bring the machine back and everything starts by itself.',
      },
    ];
  if (voters(cluster).length < 3) {
    const names = voters(cluster).map((node) => node.name);
    text.unshift(
      `**The control plane is ${names.join(' and ')}.** While ${names.length === 1 ? 'it is' : 'one of them is'} down nothing moves: bring that machine back first.`,
    );
  }
  return [{ chapter: 'node-loss', text: text.join('\n\n') }];
}
