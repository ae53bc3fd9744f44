import { costWords, type LossRow } from '../output/survival';
import type { Site } from '../site/site';
import type { Machine, Pods, Topology, Volume } from './topology';

/** A site as a drawing in text, at most 80 columns wide where names allow. */
export function show(site: Site, topology: Topology, losses: readonly LossRow[]): string {
  const { cluster, mastodon } = site;
  const nodes = cluster.nodes.length === 1 ? 'one node' : `${cluster.nodes.length} nodes`;
  return [
    `${site.name}: Mastodon ${mastodon.version} at https://${mastodon.webDomain}`,
    `on ${nodes} with ${cluster.distribution.title} ${cluster.version}`,
    '',
    'the way in',
    ...topology.path.flatMap(({ name, note }, index) => [
      `  ${name}`,
      ...(index < topology.path.length - 1 ? [`    │  ${note}`] : []),
    ]),
    '',
    ...topology.machines.flatMap(machineLines),
    ...(topology.anywhere.length === 0
      ? []
      : ['wherever there is room', ...branches(topology.anywhere.map(podLine)), '']),
    'volumes',
    ...branches(topology.volumes.map(volumeLine)),
    '',
    'elsewhere',
    ...branches(topology.outside),
    '',
    'lost, and what it costs',
    ...table(losses.map(({ title, cost }) => [title, costWords[cost]])),
    '',
  ].join('\n');
}

function machineLines({ node, pods }: Machine): string[] {
  const votes = node.controlPlane ? 'votes in the control plane' : 'does not vote';
  const disk = node.dataDisk === undefined ? node.disk : `${node.disk} + ${node.dataDisk}`;
  return [
    `${node.name}  ${node.address}, ${node.memory} of memory, ${disk} of disk, ${votes}`,
    ...branches(node.schedulable ? pods.map(podLine) : ['runs the control plane alone']),
    '',
  ];
}

const times = (name: string, instances: number) => (instances > 1 ? `${name} ×${instances}` : name);

const podLine = ({ name, instances, memory }: Pods) =>
  `${times(name, instances)}  ${memory}${instances > 1 ? ' each' : ''}`;

const volumeLine = ({ name, instances, size, className, where }: Volume) =>
  `${times(name, instances)}  ${size} of ${className}: ${where}`;

const branches = (lines: readonly string[]) =>
  lines.map((line, index) => `  ${index === lines.length - 1 ? '└' : '├'} ${line}`);

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
