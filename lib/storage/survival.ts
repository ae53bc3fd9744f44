import { schedulableNodes } from '../cluster/cluster';
import type { Site } from '../site/site';
import { canMove, type Fate, machineLosses } from '../site/survival';
import type { DataVolume } from './choose';
import { nodeDisks, type VolumeClass } from './storage';

/** A part of which there is one, on one volume. */
export interface OnVolume {
  readonly part: string;
  readonly volume: DataVolume;
  /** Several nodes mount it at once: pods elsewhere need not wait for the lost machine. `@default false` */
  readonly shared?: boolean;
  /** What becomes of it when no copy of its data is left. */
  readonly lost: Pick<Fate, 'cost' | 'text' | 'chapter'>;
  /** The server goes on without it. `@default false` */
  readonly beside?: boolean;
}

/** What lost machines and lost disks do to it. */
export function survivalOnVolume(site: Site, one: OnVolume): Fate[] {
  const { part, volume, beside = false } = one;
  const volumeClass = site.storage[volume.on];
  const machines = machineLosses.map(
    ({ loss, count }): Fate => ({ loss, part, beside, ...lostMachines(site, one, volumeClass, count) }),
  );
  return [...machines, { loss: 'disk', part, beside, ...lostDisk(site, one, volumeClass) }];
}

type What = Omit<Fate, 'loss' | 'part'>;

function lostMachines(site: Site, one: OnVolume, volumeClass: VolumeClass | undefined, count: number): What {
  const back = { cost: 'until it is back' } as const;
  if (schedulableNodes(site.cluster).length <= count) return { ...back, text: 'is away with its machine' };
  if (volumeClass === undefined || volumeClass.nodeBound)
    return {
      ...back,
      text: `lies on the disk of ${one.volume.node ?? 'one machine'}: where that is lost, it is away until it is back`,
      chapter: 'node-loss',
    };
  if (!canMove(site, count)) return { ...back, text: 'can not move while the control plane is away' };
  if (volumeClass.lossesSurvived < count)
    return {
      ...back,
      text: `its volume stands until ${count === 1 ? 'the machine' : 'one of the machines'} is back`,
      chapter: 'node-loss',
    };
  if (volumeClass.movesAfter !== undefined)
    return {
      cost: 'a moment',
      text: one.shared
        ? 'its server starts elsewhere by itself where it was on a lost machine; what has it mounted waits meanwhile'
        : 'starts elsewhere by itself where it was on a lost machine',
      time: `${volumeClass.movesAfter}; at once where a person says that the machine is off`,
      chapter: 'node-loss',
    };
  if (one.shared) return { cost: 'nothing', text: 'every other machine has it mounted' };
  return {
    cost: 'a command',
    text: 'starts elsewhere once a person has said that the machine is off',
    time: '16 s after the command',
    chapter: 'node-loss',
    measured: '`node-loss`',
  };
}

function lostDisk(site: Site, { lost }: OnVolume, volumeClass: VolumeClass | undefined): What {
  if (volumeClass !== undefined && volumeClass.failureDomain !== nodeDisks)
    return { cost: 'nothing', text: `lies on ${volumeClass.failureDomain}, not on disks of the machines` };
  const copies = Math.min(volumeClass?.lossesSurvived ?? 0, schedulableNodes(site.cluster).length - 1);
  if (copies < 1) return { chapter: 'volume-loss', ...lost };
  return { cost: 'nothing', text: 'other disks hold it; a new copy is made', chapter: 'node-loss' };
}
