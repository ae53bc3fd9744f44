import { stringify } from 'yaml';
import { type Checked, declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import { Chance } from './chance';
import { odds, words } from './home';
import type { Making } from './making';
import { offered } from './offered';
import { bound, mapOf, root, type Schema, variants, words as wordsOf } from './schema';

/** A declaration made up by a seed. */
export interface RandomSite {
  readonly value: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** One declaration; most of them keep every rule, since it is made up as a person would (`home.ts`). */
export function randomSite(seed: number, index: number): RandomSite {
  const chance = new Chance(seed, index);
  const by = chance.happens(0.85) ? 'manifests' : chance.pick(['mastodon/chart', 'mastodon/helm-charts'] as const);
  const making: Making = { chance, by, site: {} };
  make(root, '', making, (site) => Object.assign(making, { site }));
  return { value: making.site, text: stringify(making.site) };
}

/** A declaration without errors, and how many were thrown away before it. */
export interface ValidSite extends RandomSite {
  readonly index: number;
  readonly checked: Checked;
  readonly discarded: number;
}

/** Declarations that no rule refuses, by rising index. `refused` hears why the others were thrown away. */
export function* validSites(
  seed: number,
  count: number,
  from: number,
  refused: (site: RandomSite, checked: Checked) => void = () => {},
): Generator<ValidSite> {
  let index = from;
  for (let made = 0; made < count; made++) {
    let discarded = 0;
    for (;;) {
      const site = randomSite(seed, index++);
      const checked = declare(site.text, currentVersions);
      if (checked.site) {
        yield { ...site, index: index - 1, checked, discarded };
        break;
      }
      refused(site, checked);
      discarded++;
    }
  }
}

/**
 * Walks the schema, so that what can be declared tomorrow is tried tomorrow; only values are looked up.
 * @param put puts a map into its place before it is filled: later values look at earlier ones
 */
function make(schema: Schema, path: string, making: Making, put: (value: unknown) => void): void {
  if (schema.wrapped) {
    if (making.chance.happens(lookUp(odds, path)?.(making, path) ?? 0.4)) make(schema.wrapped, path, making, put);
    return;
  }
  const word = lookUp(words, path);
  if (word) put(word(making, path));
  else if (schema.type === 'union') {
    if (making.chance.happens(lookUp(odds, `${path} (word)`)?.(making, path) ?? 0.2))
      put(making.chance.pick(wordsOf(schema)).literal);
    else make(mapOf(schema), path, making, put);
  } else if (schema.type === 'variant') {
    const names = variants(schema).map(([name]) => name);
    const name = making.chance.pick(within(path, names, making));
    const option = variants(schema).find(([one]) => one === name)?.[1];
    if (option) make(option, path, making, put);
  } else if (schema.entries) {
    const map: Record<string, unknown> = {};
    put(map);
    for (const [key, entry] of Object.entries(schema.entries)) {
      make(entry, path === '' ? key : `${path}.${key}`, making, (value) => {
        if (value !== undefined) map[key] = value;
      });
    }
  } else if (schema.item) {
    const { item } = schema;
    const least = bound(schema, 'min_length') ?? 0;
    const list: unknown[] = [];
    put(list);
    for (let more = making.chance.whole(least, least + 1); more > 0; more--) {
      make(item, `${path}[]`, making, (value) => list.push(value));
    }
  } else put(scalar(schema, path, making));
}

function scalar(schema: Schema, path: string, making: Making): unknown {
  const { chance } = making;
  switch (schema.type) {
    case 'literal':
      return schema.literal;
    case 'boolean':
      return chance.happens(0.5);
    case 'picklist':
      return chance.pick(within(path, schema.options as string[], making));
    case 'number': {
      const least = bound(schema, 'min_value') ?? 0;
      return chance.whole(least, Math.min(bound(schema, 'max_value') ?? least + 10, least + 10));
    }
    default:
      return undefined;
  }
}

/** Options that make sense in this home; all of them where nothing is known. */
function within(path: string, options: readonly string[], making: Making): readonly string[] {
  const allowed = lookUp(offered, path)?.(making, path);
  const left = allowed ? options.filter((option) => allowed.includes(option)) : options;
  return left.length > 0 ? left : options;
}

/** By the whole path, else by its last two steps, else by its last. */
function lookUp<T>(table: Readonly<Record<string, T>>, path: string): T | undefined {
  const steps = path.replaceAll('[]', '').split('.');
  return table[path] ?? table[steps.slice(-2).join('.')] ?? table[steps.at(-1) ?? ''];
}
