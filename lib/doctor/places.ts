import type { KubeObject } from '../output/objects';
import type { Wanted } from './wanted';

/** A kind in one namespace: what one question to kubectl shows. */
export interface Place {
  /** As kubectl knows it. Shape: `deployment.apps`. */
  readonly resource: string;
  /** Undefined where the kind belongs to no namespace. */
  readonly namespace: string | undefined;
}

/**
 * Kinds whose objects we label as ours, and that a change of the declaration may leave behind. Claims are left alone: those
 * that a StatefulSet made carry its labels, and nobody is told to delete data.
 */
const labelled = [
  'deployment.apps',
  'statefulset.apps',
  'cronjob.batch',
  'job.batch',
  'service',
  'configmap',
  'serviceaccount',
  'role.rbac.authorization.k8s.io',
  'rolebinding.rbac.authorization.k8s.io',
  'poddisruptionbudget.policy',
];

export function placeOf({ apiVersion, kind, metadata }: KubeObject): Place {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return { resource: `${kind.toLowerCase()}${group}`, namespace: metadata.namespace };
}

/** Shape: `deployment.apps in mastodon`. */
export const placeText = ({ resource, namespace }: Place): string =>
  namespace === undefined ? resource : `${resource} in ${namespace}`;

/** Where what was left behind is to be found. */
export const labelledPlaces = ({ site }: Wanted): Place[] =>
  labelled.map((resource) => ({ resource, namespace: site.namespace }));

/** Everywhere that something of the site is, or was. */
export function placesOf(wanted: Wanted): Place[] {
  const all = [...wanted.objects.map(({ json }) => placeOf(json)), ...labelledPlaces(wanted)];
  return [...new Map(all.map((place) => [placeText(place), place])).values()];
}
