import { readdirSync, readFileSync } from 'node:fs';
import { audit } from '../../lib/audit';
import { builtObjects, connectionsOf, requirementsOf, secretsOf } from '../../lib/output/objects';
import { render } from '../../lib/output/render';
import { check } from '../../lib/site/check';
import { readLock } from '../../lib/site/lock';
import { read } from '../../lib/site/read';
import { resolve } from '../../lib/site/resolve';
import { synthesize } from '../../lib/synthesize';

/** Milliseconds of each call, in order. */
export type Calls = Record<string, number[]>;

const textOf = (file: string) => readFileSync(`sites/${file}`, 'utf8');

/** Renders every shipped site again and again: what a profile of a warm process looks at. */
export function everySite(calls: number): void {
  const sites = readdirSync('sites').filter((file) => file.endsWith('.yaml'));
  const texts = sites.map((file) => [textOf(file), textOf(file.replace('.yaml', '.lock'))] as const);
  for (let call = 0; call < calls; call++) for (const [text, lock] of texts) synthesize(`${text}# ${call}\n`, lock);
}

/** Home by whole calls and by stages, in one process; the first hundred calls are not counted. */
export function homeByStages(calls: number): Calls {
  const [text, lock] = [textOf('home.yaml'), textOf('home.lock')];
  const { versions } = readLock(lock);
  const taken: Calls = {};
  const timed = <T>(stage: string, counted: boolean, work: () => T): T => {
    const from = performance.now();
    const result = work();
    if (counted) taken[stage] = [...(taken[stage] ?? []), performance.now() - from];
    return result;
  };
  for (let call = -100; call < calls; call++) {
    const counted = call >= 0;
    // A text is parsed once as long as it is remembered.
    const { declared, parsed } = timed('read', counted, () => read(`${text}# ${call}\n`));
    if (declared === undefined || parsed === undefined) throw new Error('sites/home.yaml has errors');
    const site = timed('resolve', counted, () => resolve(declared, versions, parsed.value as object));
    timed('check', counted, () => check(site));
    const objects = timed('build', counted, () => builtObjects(site));
    timed('audit', counted, () =>
      audit({
        site,
        objects,
        requirements: requirementsOf(site),
        secrets: secretsOf(site),
        connections: connectionsOf(site),
      }),
    );
    // A copy, of which nothing is known yet.
    timed('build, audit and write', counted, () => render({ ...site }, { warnings: [], defaults: [] }));
    timed('the whole of it', counted, () => synthesize(`${text}# ${call}\n`, lock));
  }
  return taken;
}
