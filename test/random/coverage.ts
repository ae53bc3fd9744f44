import { engines } from '../../lib/storage';
import { declarable, declaredIn } from './schema';

/** Declared in less than one of so many sites: as good as never tried. */
const rarest = 1 / 100;

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
  missing(count: number, except: readonly string[] = []): string | undefined {
    const rare = [...declarable()].filter(
      (choice) =>
        (this.times.get(choice) ?? 0) < count * rarest &&
        ![...unsuited, ...except].some((never) => choice === never || choice.startsWith(`${never}.`)),
    );
    return rare.length === 0
      ? undefined
      : `declared in less than 1 % of ${count} sites:\n${rare.map((choice) => `  ${choice}: ${this.times.get(choice) ?? 0} times`).join('\n')}`;
  }
}
