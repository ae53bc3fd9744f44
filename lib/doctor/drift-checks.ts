import { identityOf, type KubeObject, type OutputObject } from '../output/objects';
import { fieldChanges } from '../review/fields';
import { deletions, named as nameOf } from '../review/review';
import type { Site } from '../site/site';
import { type Check, cantTell, fail, few, mayI, type Wrong, warn } from './check';
import { parsed } from './kubectl';
import { labelledPlaces, placeOf, placeText } from './places';
import type { Any, Seen } from './seen';
import type { Wanted } from './wanted';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What lies in operations/ is applied when it is needed. */
const folderOf = ({ file }: OutputObject): string => file.slice(0, file.indexOf('/'));
const standing = ({ objects }: Wanted): OutputObject[] => objects.filter((one) => folderOf(one) !== 'operations');

const byHand = ({ site }: Wanted) => site.delivery.by === 'none';

export const driftChecks: readonly Check[] = [
  {
    name: 'objects',
    needs: [],
    passed: 'everything that the site renders is in the cluster',
    *find(wanted, { objects }) {
      const missing = standing(wanted).filter(({ json }) => seenAt(json, objects) && live(json, objects) === undefined);
      for (const folder of new Set(missing.map(folderOf))) {
        const names = missing.filter((one) => folderOf(one) === folder).map(({ json }) => nameOf(json));
        yield fail(
          `${names.length === 1 ? 'one object' : `${names.length} objects`} of ${folder}/ not in the cluster: ${few(names)}`,
          byHand(wanted) ? `kubectl apply -k ${folder}` : 'look at what delivers the site (docs/delivery.md)',
        );
      }
      yield* unseen(
        standing(wanted).map(({ json }) => placeText(placeOf(json))),
        objects,
      );
    },
  },
  {
    name: 'applied',
    needs: [],
    idle: (wanted) => (byHand(wanted) ? undefined : 'what delivers the site compares it itself'),
    passed: 'what was applied last is what is rendered now',
    *find(wanted, { objects }) {
      const noted = standing(wanted).flatMap(({ json }) => {
        const note = live(json, objects)?.metadata.annotations?.[lastApplied];
        return note === undefined ? [] : [{ json, applied: withoutNote(parsed(note)) }];
      });
      const others = noted.filter(({ json, applied }) => fieldChanges(applied, json).length > 0);
      if (noted.length === 0)
        yield cantTell(
          'nothing in the cluster notes what was applied last',
          `kubectl diff -k dist/${wanted.site.name}/platform, then mastodon`,
        );
      if (others.length > 0)
        yield warn(
          `${few(others.map(({ json }) => nameOf(json)))} not applied as rendered now`,
          `npx mammut synth, then npx mammut review cluster dist/${wanted.site.name}`,
        );
    },
  },
  {
    name: 'left over',
    needs: [],
    passed: 'nothing of the site is in the cluster that it no longer renders',
    *find(wanted, { objects }) {
      const { site } = wanted;
      const rendered = new Set(wanted.objects.map(({ json }) => identityOf(json)));
      const places = labelledPlaces(wanted);
      const left = places
        .flatMap((place) => objects.get(placeText(place)) ?? [])
        .filter((one) => isOurs(one, site) && !rendered.has(identityOf(one)));
      for (const one of left)
        yield warn(`${nameOf(one)} is no longer rendered`, deletions([{ json: one, file: '' }])[0] ?? '');
      yield* unseen(places.map(placeText), objects);
    },
  },
];

const seenAt = (json: KubeObject, objects: Seen['objects']): boolean => objects.has(placeText(placeOf(json)));

const live = (json: KubeObject, objects: Seen['objects']): Any | undefined =>
  objects.get(placeText(placeOf(json)))?.find(({ metadata }) => metadata.name === json.metadata.name);

/** By our labels, made by nobody else, and not done with. */
function isOurs({ kind, metadata, status }: Any, { name }: Site): boolean {
  return (
    metadata.labels?.['app.kubernetes.io/instance'] === name &&
    metadata.ownerReferences === undefined &&
    metadata.labels['app.kubernetes.io/managed-by'] === undefined &&
    !(kind === 'Job' && status?.succeeded > 0)
  );
}

/** As it was before kubectl put its note among the annotations; one that somebody garbled is like nothing. */
function withoutNote(object: Any): Any {
  const { annotations = {}, ...metadata } = object?.metadata ?? {};
  return { ...object, metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) } };
}

function* unseen(places: readonly string[], objects: Seen['objects']): Iterable<Wrong> {
  const hidden = [...new Set(places)].filter((place) => !objects.has(place));
  if (hidden.length > 0) yield cantTell(`kubectl did not show ${few(hidden)}`, mayI);
}
