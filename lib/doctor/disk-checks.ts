import { bytesText } from '../kube/quantity';
import type { Site } from '../site/site';
import { type Check, cantTell, fail, few, named, warn } from './check';
import { type Filesystem, filesystemsOf, fillingOf } from './disks';
import type { Seen } from './seen';

/** Part of a disk above the kubelet's threshold that is left for growing. */
const margin = 0.05;

const filled = { warn: 0.8, fail: 0.95 };

const howToSee = 'somebody who may `get` nodes/proxy sees it; or on each of them: df -h';

export const diskChecks: readonly Check[] = [
  {
    name: 'disks',
    needs: ['nodes'],
    passed: 'every node has room above the threshold at which its kubelet ends pods',
    *find({ site }, { nodes, kubelets }) {
      for (const node of joined(site, nodes)) {
        const kubelet = kubelets.get(node);
        for (const disk of kubelet ? filesystemsOf(kubelet) : []) {
          const { available, capacity, evictsBelow } = disk;
          if (available < evictsBelow) yield fail(`${room(node, disk)}: its kubelet ends pods`, makeRoom(node));
          else if (available < evictsBelow + capacity * margin)
            yield warn(
              `${room(node, disk)}: its kubelet ends pods when less than ${bytesText(evictsBelow)} is`,
              makeRoom(node),
            );
        }
      }
      yield* unasked(site, nodes, kubelets);
    },
  },
  {
    name: 'volumes',
    needs: ['nodes'],
    passed: 'no volume that a kubelet measures is nearly full',
    *find({ site }, { nodes, kubelets }) {
      for (const [claim, taken] of fillingOf(kubelets.values(), site.namespace)) {
        if (taken < filled.warn) continue;
        const message = `the volume of claim ${claim} is ${Math.floor(taken * 100)} % full, of space or of inodes`;
        yield (taken < filled.fail ? warn : fail)(
          message,
          'chapter "Growing a volume" of the runbook; what may go first: chapter "A volume is full"',
        );
      }
      yield* unasked(site, nodes, kubelets);
    },
  },
];

/** Machines that are there, which is all that a kubelet can be asked on. */
const joined = ({ cluster }: Site, nodes: NonNullable<Seen['nodes']>): string[] =>
  cluster.nodes.map(({ name }) => name).filter((name) => named(nodes, name) !== undefined);

function* unasked(site: Site, nodes: NonNullable<Seen['nodes']>, kubelets: Seen['kubelets']) {
  const silent = joined(site, nodes).filter((node) => !kubelets.has(node));
  if (silent.length > 0) yield cantTell(`kubectl did not show what the kubelet of ${few(silent)} measures`, howToSee);
}

const room = (node: string, { available, capacity }: Filesystem) =>
  `${node} has ${bytesText(available)} of ${bytesText(capacity)} free on the disk of its pods and images`;

const makeRoom = (node: string) => `make room on ${node}, or give volumes a disk of their own (dataDisk)`;
