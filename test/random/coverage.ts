import { engines } from '../../lib/storage';
import { declarable, declaredIn } from './schema';

/** In fewer sites, it is as good as never tried. */
function rarest(choice: string): number {
  if (/\.(engine|mode)=/.test(choice)) return 1 / 100;
  return choice.includes('=') ? 1 / 1000 : 1 / 2000;
}

/** Choices that a rule refuses wherever they could stand. */
const refused = [
  /reclaimPolicy=Delete$/,
  // Where data lie on disks of the nodes, one of these is no place for their backup.
  /^backup\.to\.volume\.on=perNode$/,
  /^storage\.(replicated|shared)\(longhorn\)\.dataLocality=strict-local$/,
];

/** A role that a storage engine does not suit is refused by a rule. */
const unsuited = engines.flatMap((engine) =>
  ['perNode', 'replicated', 'shared']
    .filter((role) => !(engine.fills as readonly string[]).includes(role))
    .flatMap((role) => [`storage.${role}.engine=${engine.name}`, `storage.${role}(${engine.name})`]),
);

/** Counts how often each key and each choice of the schema was tried. */
export class Coverage {
  private readonly times = new Map<string, number>();

  add(declaration: unknown): void {
    for (const used of new Set(declaredIn(declaration))) this.times.set(used, (this.times.get(used) ?? 0) + 1);
  }

  /** What is declared in too few of `count` sites, as one text. */
  missing(count: number): string | undefined {
    const rare = [...declarable()].filter((one) => {
      const never =
        unsuited.some((role) => one === role || one.startsWith(`${role}.`)) ||
        refused.some((pattern) => pattern.test(one));
      return !never && (this.times.get(one) ?? 0) < count * rarest(one);
    });
    const lines = rare.map((one) => `  ${one}: ${this.times.get(one) ?? 0} times`);
    return rare.length === 0 ? undefined : `declared in too few of ${count} sites:\n${lines.join('\n')}`;
  }
}
