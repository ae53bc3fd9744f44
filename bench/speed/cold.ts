import type { Bar } from './bars';
import { contestants } from './contestants';
import { type Command, column, type Figures, inTurn } from './measure';
import { ratios, spread } from './statistics';
import { spreadText, table } from './table';

const head = [
  'whole process',
  'wall, s',
  'processor, s',
  'peak memory, MiB',
  'wall: Mammut by it',
  'processor: Mammut by it',
  'memory: Mammut by it',
];

/** Mammut and others side by side, each as a process that starts from nothing. */
export async function cold(rounds: number): Promise<{ readonly text: string; readonly bars: readonly Bar[] }> {
  const { fresh, unchanged, official, plain, others } = await contestants();
  // Whom a bar names runs next to Mammut.
  const named: Command[] = [fresh, ...(official ? [official] : []), plain, unchanged, ...others];
  const taken = inTurn(named, rounds);
  const of = (command: Command) => taken[named.indexOf(command)] ?? [];
  const by = (command: Command, what: keyof Figures, one = fresh) =>
    ratios(column(of(one), what), column(of(command), what));
  const rows = named.map((command) => [
    command.name,
    spreadText(spread(column(of(command), 'seconds')), 3),
    spreadText(spread(column(of(command), 'processor')), 3),
    spreadText(spread(column(of(command), 'memory')), 0),
    command === fresh ? '' : spreadText(by(command, 'seconds'), 2),
    command === fresh ? '' : spreadText(by(command, 'processor'), 2),
    command === fresh ? '' : spreadText(by(command, 'memory'), 2),
  ]);
  return {
    text: table(head, rows),
    bars: [
      ...(official ? byOfficial((what) => by(official, what).median) : []),
      { what: 'wall: `mammut synth` by the plain chart', found: by(plain, 'seconds').median, most: 2.5, isGuard: true },
    ],
  };
}

/** Processor time too: on a busy machine it says more than wall time. */
const byOfficial = (ratio: (what: keyof Figures) => number): Bar[] => [
  { what: 'wall: `mammut synth` by the official chart', found: ratio('seconds'), most: 0.9 },
  { what: 'the same', found: ratio('seconds'), most: 1.25, isGuard: true },
  { what: 'processor: `mammut synth` by the official chart', found: ratio('processor'), most: 1, isGuard: true },
  { what: 'peak memory: `mammut synth` by the official chart', found: ratio('memory'), most: 1, isGuard: true },
];
