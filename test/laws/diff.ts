import { synthesize } from '../../lib/synthesize';

/** Lines that are gone and lines that are new, by file. Order within a file does not count. */
export type Diff = Readonly<Record<string, { readonly gone: string[]; readonly fresh: string[] }>>;

export function filesOf(text: string, lock?: string): ReadonlyMap<string, string> {
  const { files, findings } = synthesize(text, lock);
  if (files.size === 0) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return files;
}

/** What a reviewer of the whole output sees between two declarations. */
export function diff(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Diff {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  return Object.fromEntries(
    changed.map((file) => {
      const [old, now] = [before, after].map((files) => (files.get(file) ?? '').split('\n'));
      return [file, { gone: without(old, now), fresh: without(now, old) }];
    }),
  );
}

/** Lines of one that the other lacks, each as often as it has it more. */
function without(one: readonly string[] = [], other: readonly string[] = []): string[] {
  const left = [...other];
  return one.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
