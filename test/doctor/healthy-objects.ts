import type { Node } from '../../lib/cluster/cluster';
import { placeOf, placesOf, placeText } from '../../lib/doctor/places';
import type { Any } from '../../lib/doctor/seen';
import type { Wanted } from '../../lib/doctor/wanted';
import { bytes } from '../../lib/kube/quantity';
import type { KubeObject } from '../../lib/output/objects';

/** As kubectl notes it, with sorted keys. */
function sorted(value: Any): Any {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

const texts = new WeakMap<KubeObject, string>();

/** Noted once: every test has a cluster of its own, and most of what is in them is the same. */
function lastApplied(json: KubeObject): string {
  const { annotations = {} } = json.metadata;
  const text = texts.get(json) ?? JSON.stringify(sorted({ ...json, metadata: { ...json.metadata, annotations } }));
  texts.set(json, text);
  return text;
}

export function liveForm(json: KubeObject): Any {
  const text = lastApplied(json);
  const copy = JSON.parse(text);
  copy.metadata.uid = '5f2e';
  copy.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'] = `${text}\n`;
  return copy;
}

/** Every object as it is after `kubectl apply`, by place; and what controllers make of some in the same places. */
export function applied(wanted: Wanted): Map<string, Any[]> {
  const { site, objects } = wanted;
  const places = new Map<string, Any[]>(placesOf(wanted).map((place) => [placeText(place), []]));
  for (const { json } of objects) places.get(placeText(placeOf(json)))?.push(liveForm(json));
  const labels = { 'app.kubernetes.io/instance': site.name };
  const job = (name: string, more: object) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: site.namespace, labels, ...more },
    status: { succeeded: 1 },
  });
  places
    .get(`job.batch in ${site.namespace}`)
    ?.push(
      job('backup-29538197', { ownerReferences: [{ kind: 'CronJob', name: 'backup' }] }),
      job('migrate-pre-0ld', {}),
    );
  return places;
}

export const customs = (wanted: Wanted): Map<string, Any[]> =>
  new Map([
    ['ipaddresspools.metallb.io', ofKind(wanted, 'IPAddressPool')],
    ['l2advertisements.metallb.io', ofKind(wanted, 'L2Advertisement')],
    ['bgpadvertisements.metallb.io', ofKind(wanted, 'BGPAdvertisement')],
    ['ciliumloadbalancerippools.cilium.io', []],
    ['nodes.longhorn.io', wanted.site.cluster.nodes.map(longhornNode)],
  ]);

const ofKind = ({ objects }: Wanted, kind: string): Any[] =>
  objects.flatMap(({ json }) => (json.kind === kind ? [structuredClone(json)] : []));

const longhornNode = ({ name, dataDisk, disk }: Node) => ({
  metadata: { name },
  status: {
    conditions: ['RequiredPackages', 'Multipathd'].map((type) => ({ type, status: 'True', message: '' })),
    diskStatus: { 'default-disk': { diskPath: '/var/lib/longhorn', storageMaximum: bytes(dataDisk ?? disk) * 0.95 } },
  },
});

/** Rendered custom resources, as the cluster serves them. */
export const served = ({ objects }: Wanted): string[] =>
  objects
    .map(({ json }) => `${json.apiVersion}/${json.kind}`)
    .filter((one) => /\.(io|com)\//.test(one) && !/\.k8s\.io\//.test(one));
