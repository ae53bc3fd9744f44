import type { KubeObject } from '../output/objects';
import { schemasOnce } from './definitions';
import { type Effect, effects, type Judged, judge } from './effects';
import { type FieldChange, fieldChanges, fieldText } from './fields';
import type { Held, Objects } from './objects';

/** What applying the new objects in place of the old ones does. */
export interface Review {
  readonly created: readonly Held[];
  readonly deleted: readonly Held[];
  readonly changed: readonly Changed[];
  /** What can never change for a server that has people, and does. */
  readonly never: readonly FieldChange[];
  /** What may be lost, a line each. */
  readonly risks: readonly string[];
  readonly verdict: Verdict;
}

/** Who changed what. */
export interface Causes {
  /** What the declaration or the lock changes. */
  readonly declaration: Review;
  /** What a newer Mammut changes in an unchanged site. */
  readonly mammut: Review;
}

/** @param again the old site as this Mammut renders it. @returns undefined where this Mammut renders it as it was */
export function causesOf(before: Objects, again: Objects, after: Objects): Causes | undefined {
  const mammut = review(before, again);
  return mammut.verdict === 'none' ? undefined : { declaration: review(again, after), mammut };
}

export interface Changed {
  readonly object: Held;
  readonly changes: readonly FieldChange[];
  readonly effect: Effect;
  readonly why: string | undefined;
}

export const verdicts = ['none', 'safe', 'restarts', 'destructive'] as const;
export type Verdict = (typeof verdicts)[number];

export const worstOf = (all: readonly Verdict[]): Verdict =>
  verdicts[Math.max(0, ...all.map((one) => verdicts.indexOf(one)))] ?? 'none';

/** What a review may ask for. */
export interface Circumstances {
  /** Says of a change that it means nothing. */
  readonly isNoise?: (id: string, change: FieldChange) => boolean;
  /** Old objects of other sites: a guest's class is its host's. */
  readonly elsewhere?: () => Iterable<Held>;
}

export function review(before: Objects, after: Objects, circumstances: Circumstances = {}): Review {
  const { isNoise = () => false, elsewhere = () => [] } = circumstances;
  const created = [...after].filter(([id]) => !before.has(id)).map(([, one]) => one);
  const deleted = [...before].filter(([id]) => !after.has(id)).map(([, one]) => one);
  const changed = [...after].flatMap(([id, object]) => {
    const old = before.get(id);
    const changes = old ? fieldChanges(old.json, object.json).filter((change) => !isNoise(id, change)) : [];
    if (changes.length === 0) return [];
    const { effect, why } = judged(object, changes, before, elsewhere);
    return [{ object, changes: schemasOnce(object.json.kind, changes), effect, why }];
  });
  const forever = changed.flatMap(({ changes }) => changes.filter(isForever));
  // One setting in the ConfigMaps of several programs.
  const never = [...new Map(forever.map((one) => [JSON.stringify([one.path.at(-1), one.after]), one])).values()];
  const risks = [...deleted.flatMap(lossOf), ...changed.flatMap(riskOf)];
  return { created, deleted, changed, never, risks, verdict: verdictOf({ created, deleted, changed, never, risks }) };
}

/** By its fields; and a claim grows only where its class, as far as we render that, lets it. */
function judged(
  { json }: Held,
  changes: readonly FieldChange[],
  before: Objects,
  elsewhere: () => Iterable<Held>,
): Judged {
  const found = judge(json.kind, changes);
  if (json.kind !== 'PersistentVolumeClaim' || found.effect !== 'in place') return found;
  const grows = changes.some(({ path }) => path.includes('storage'));
  if (!grows) return found;
  const name: unknown = json.spec.storageClassName;
  if (name === '') return { effect: 'refused', why: 'a volume that nobody provisioned does not grow with its claim' };
  const isIts = (one: Held) => one.json.kind === 'StorageClass' && one.json.metadata.name === name;
  const itsClass = [...before.values()].find(isIts) ?? [...elsewhere()].find(isIts);
  return itsClass !== undefined && itsClass.json.allowVolumeExpansion !== true
    ? { effect: 'refused', why: `class ${name} lets no volume grow` }
    : found;
}

/** Other servers know people by these for ever. */
const foreverSettings = ['LOCAL_DOMAIN', 'WEB_DOMAIN'];
const isForever = ({ path, before }: FieldChange) =>
  path[0] === 'data' && foreverSettings.includes(path[1] ?? '') && before !== undefined;

/** Kinds whose objects hold data, or lead to it. */
const losses: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'its volume loses its claim; with another reclaim policy than Retain, all data are deleted',
  PersistentVolume: 'nothing leads to its data any more',
  Namespace: 'everything in it is deleted with it, claims and Secrets too',
  StatefulSet: 'its pods end; their claims stay',
  CustomResourceDefinition: 'every object of its kind is deleted with it',
  Cluster: 'PostgreSQL ends, and its claims are deleted with it; their volumes stay where their class retains',
};

function lossOf({ json }: Held): string[] {
  const what = losses[json.kind];
  return what === undefined ? [] : [`${named(json)} disappears: ${what}`];
}

function riskOf({ object: { json }, effect, why }: Changed): string[] {
  if (effect === 'refused') return [`${named(json)}: ${why}`];
  if (effect === 'delete and create' && losses[json.kind] !== undefined)
    return [`${named(json)} must be made anew: ${why}. ${losses[json.kind]}`];
  return [];
}

export function verdictOf({ created, deleted, changed, never, risks }: Omit<Review, 'verdict'>): Verdict {
  const worst = Math.max(-1, ...changed.map(({ effect }) => effects.indexOf(effect)));
  if (never.length > 0 || risks.length > 0 || worst >= effects.indexOf('delete and create')) return 'destructive';
  if (worst === effects.indexOf('restarts pods')) return 'restarts';
  return created.length + deleted.length + changed.length > 0 ? 'safe' : 'none';
}

/** Shape: `Deployment mastodon/web`. */
export function named({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** With its site, where there are several. Shape: `home: Deployment mastodon/web`. */
export const titled = ({ json, site }: Held): string => (site === undefined ? '' : `${site}: `) + named(json);

/** The same change in several objects, told once. */
export interface Group {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly objects: readonly string[];
}

/** Most told first. */
export function grouped(changed: readonly Changed[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { object, changes } of changed) {
    for (const { path, before, after } of changes.filter((one) => !isConsequence(one))) {
      const field = fieldText(
        path.slice(path[0] === 'spec' && path.includes('template') ? path.indexOf('template') + 2 : 0),
      );
      const [old, young] = [shown(before), shown(after)];
      // One image in pods of many names is one change.
      const key = JSON.stringify([path.at(-1), old, young]);
      const known = groups.get(key) ?? {
        field: path.at(-1) === 'image' ? 'image' : field,
        before: old,
        after: young,
        objects: [],
      };
      const name = titled(object);
      groups.set(key, { ...known, objects: known.objects.includes(name) ? known.objects : [...known.objects, name] });
    }
  }
  return [...groups.values()].sort((one, other) => other.objects.length - one.objects.length);
}

/** What only repeats that something else has changed: the hash of what a pod reads, the declaration's own copy in the sets. */
const isConsequence = ({ path }: FieldChange) =>
  path.some((key) => key.startsWith('checksum/')) ||
  (path[0] === 'data' && ['site.yaml', 'site.lock'].includes(path[1] ?? ''));

const most = 80;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 1 ? 'a list of one' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `{${Object.keys(value).join(', ')}}`.slice(0, most);
  const text = String(value);
  const lines = text.trimEnd().split('\n');
  if (lines.length > 1) return `a text of ${lines.length} lines`;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** What deletes the objects that disappeared; kubectl apply leaves them. Claims, volumes and namespaces are never among them. */
export function deletions(deleted: readonly Held[]): string[] {
  const kept = ['PersistentVolumeClaim', 'PersistentVolume', 'Namespace'];
  return deleted
    .filter(({ json }) => !kept.includes(json.kind))
    .flatMap(({ json: { kind, apiVersion, metadata }, site }, index, all) => {
      const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
      const place = metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`;
      const command = `kubectl${place} delete ${kind.toLowerCase()}${group} ${metadata.name}`;
      return site === all[index - 1]?.site ? [command] : [`# on the cluster of ${site}`, command];
    });
}
