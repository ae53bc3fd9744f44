import { stringify } from 'yaml';
import { type Checked, declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import { Chance } from './chance';
import { randomSite, validSites } from './sites';

/** A site, and the same one as somebody changed it. */
export interface Pair {
  readonly index: number;
  readonly before: Checked;
  readonly after: Checked;
}

/** What people change once a server runs; each is taken from another made-up site. */
const parts = [
  ...['web', 'streaming', 'sidekiq', 'media', 'upkeep', 'version', 'env', 'slowStart', 'uploadTime', 'locale'].map(
    (key) => `mastodon.${key}`,
  ),
  ...['database', 'redis', 'search', 'backup', 'monitoring', 'profile'],
  ...['storage.perNode', 'storage.replicated', 'storage.shared'],
  ...['network.ingress', 'network.loadBalancer', 'network.certificates', 'network.internet'],
];

type Tree = Record<string, unknown>;

/** @param namespace of each pair's sites, by its index: pairs on one server do not meet */
export function* pairs(seed: number, count: number, namespace: (index: number) => string): Generator<Pair> {
  const sites = validSites(seed, Number.POSITIVE_INFINITY, 0);
  for (let index = 0; index < count; index++) {
    for (let pair: Pair | undefined; ; ) {
      const { value, index: at } = sites.next().value ?? { value: {}, index: 0 };
      pair = changed(value as Tree, new Chance(seed, at), index, seed + at, namespace(index));
      if (pair === undefined) continue;
      yield pair;
      break;
    }
  }
}

function changed(value: Tree, chance: Chance, index: number, other: number, namespace: string): Pair | undefined {
  const own = structuredClone(value);
  (own.mastodon as Tree).namespace = namespace;
  const before = declare(stringify(own), currentVersions);
  if (before.site === undefined) return undefined;
  for (let tries = 0; tries < 20; tries++) {
    const donor = structuredClone(randomSite(other + 1, tries).value) as Tree;
    const next = structuredClone(own);
    for (const part of chance.shuffled(parts).slice(0, chance.whole(1, 4))) take(next, donor, part.split('.'));
    const text = stringify(next);
    if (text === stringify(own)) continue;
    const after = declare(text, currentVersions);
    if (after.site !== undefined) return { index, before, after };
  }
  return undefined;
}

function take(to: Tree, from: Tree, [key = '', ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    if (from[key] === undefined) delete to[key];
    else to[key] = from[key];
    return;
  }
  const [inner, donor] = [to[key] as Tree | undefined, from[key] as Tree | undefined];
  if (inner !== undefined && donor !== undefined) take(inner, donor, rest);
}
