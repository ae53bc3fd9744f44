import { announcersOf } from '../network';
import type { Site } from '../site/site';
import { nodeResources } from '../storage';
import { type Kubectl, questions } from './kubectl';
import { placesOf, placeText } from './places';
import type { Wanted } from './wanted';

/** What kubectl shows of a cluster; a part is undefined where it may not be looked at. */
export interface Seen {
  /** Shape: `v1.36.1`. */
  readonly version: string | undefined;
  readonly nodes: readonly Any[] | undefined;
  /** Each kubelet's last sign of life. */
  readonly leases: readonly Any[] | undefined;
  /** True where the API server lets everybody do everything. */
  readonly nobodyMayCreatePods: boolean | undefined;
  readonly classes: readonly Any[] | undefined;
  /** Drivers that nodes' kubelets know, and those that the cluster does. */
  readonly csiNodes: readonly Any[] | undefined;
  readonly csiDrivers: readonly Any[] | undefined;
  /** Custom resources, by their kinds, their full names (`clusters.postgresql.cnpg.io`), and as they are served (`postgresql.cnpg.io/v1/Cluster`). */
  readonly kinds: readonly string[] | undefined;
  readonly daemonSets: readonly Any[] | undefined;
  readonly deployments: readonly Any[] | undefined;
  readonly statefulSets: readonly Any[] | undefined;
  readonly ingressClasses: readonly string[] | undefined;
  readonly services: readonly Any[] | undefined;
  /** The node of each pod that answers for the cluster's names. */
  readonly nameServers: readonly string[] | undefined;
  /** Names of Secrets in the application's namespace, each with its keys: never a value. */
  readonly secrets: ReadonlyMap<string, readonly string[]> | undefined;
  readonly namespace: Any | undefined;
  readonly cronJobs: readonly Any[] | undefined;
  /** Custom resources that rooms look at, by full name; without those that may not be listed. */
  readonly customs: ReadonlyMap<string, readonly Any[]>;
  /** What each kubelet says of itself, by node; without those that may not be asked. */
  readonly kubelets: ReadonlyMap<string, Kubelet>;
  /** Objects of the kinds that the site renders, by `placeText`; without those that may not be listed. */
  readonly objects: ReadonlyMap<string, readonly Any[]>;
}

export interface Kubelet {
  /** Source: kubernetes, k8s.io/kubelet/pkg/apis/stats/v1alpha1, Summary. */
  readonly summary: Any;
  /** KubeletConfiguration; undefined where it may not be looked at. */
  readonly config: Any | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: objects of the cluster, read field by field
export type Any = any;

/** A question, though it is asked by create: the API server keeps nothing of it. */
const mayNobody = {
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SubjectAccessReview',
  spec: { user: 'mammut-doctor-nobody', resourceAttributes: { verb: 'create', resource: 'pods' } },
};

/** Keys alone: the template prints no value, whatever the server sends. */
const secretKeys = '{{range .items}}{{.metadata.name}}{{range $key, $value := .data}} {{$key}}{{end}}{{"\\n"}}{{end}}';

const definitions =
  '{{range .items}}{{$group := .spec.group}}{{$kind := .spec.names.kind}}{{$kind}}{{"\\n"}}{{.metadata.name}}{{"\\n"}}' +
  '{{range .spec.versions}}{{if .served}}{{$group}}/{{.name}}/{{$kind}}{{"\\n"}}{{end}}{{end}}{{end}}';

const nodeNames = '{range .items[?(@.status.phase=="Running")]}{.spec.nodeName}{"\\n"}{end}';

export function look(kubectl: Kubectl, wanted: Wanted): Seen {
  const { json, lines, everywhere, inPlace } = questions(kubectl);
  const { site } = wanted;
  const { namespace } = site;
  const nodes = everywhere('nodes');
  const secrets = lines('-n', namespace, 'get', 'secrets', '-o', `go-template=${secretKeys}`);
  const allowed = kubectl(['create', '-f', '-', '-o', 'jsonpath={.status.allowed}'], JSON.stringify(mayNobody));
  const kinds = lines('get', 'crds', '-o', `go-template=${definitions}`);
  return {
    version: json('version')?.serverVersion?.gitVersion,
    nodes,
    leases: inPlace('leases', 'kube-node-lease'),
    nobodyMayCreatePods: allowed === undefined ? undefined : allowed === 'true',
    classes: everywhere('storageclass.storage.k8s.io'),
    csiNodes: everywhere('csinodes'),
    csiDrivers: everywhere('csidrivers'),
    kinds,
    daemonSets: everywhere('daemonset.apps'),
    deployments: everywhere('deployment.apps'),
    statefulSets: everywhere('statefulset.apps'),
    ingressClasses: lines('get', 'ingressclasses', '-o', 'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}'),
    services: everywhere('service'),
    // The label has been the same since the days of kube-dns, in every distribution.
    nameServers: lines('-n', 'kube-system', 'get', 'pods', '-l', 'k8s-app=kube-dns', '-o', `jsonpath=${nodeNames}`),
    secrets: secrets && new Map(secrets.map((line) => line.split(' ')).map(([name = '', ...keys]) => [name, keys])),
    namespace: json('get', 'namespace', namespace, '--ignore-not-found'),
    cronJobs: inPlace('cronjob.batch', namespace),
    // What no definition makes has no objects either.
    customs: shown(customsOf(site), (kind) => (kinds && !kinds.includes(kind) ? [] : everywhere(kind))),
    kubelets: shown(namesOf(site, nodes), (node) => {
      const at = (path: string) => json('get', '--raw', `/api/v1/nodes/${node}/proxy/${path}`, '--request-timeout=10s');
      const summary = at('stats/summary');
      return summary && { summary, config: at('configz')?.kubeletconfig };
    }),
    objects: new Map(
      placesOf(wanted).flatMap(({ resource, namespace: place }) => {
        const found = place === undefined ? everywhere(resource) : inPlace(resource, place);
        return found ? [[placeText({ resource, namespace: place }), found]] : [];
      }),
    ),
  };
}

/** Custom resources by which rooms judge a running cluster. */
function customsOf(site: Site): string[] {
  const { own, others } = announcersOf(site.network.loadBalancer);
  const told = nodeResources(site).map(({ kind }) => kind);
  return [...new Set([...told, ...[own, ...others].flatMap((one) => one?.kinds ?? [])])];
}

/** Declared machines, those that never joined left out where that is to be seen. */
function namesOf({ cluster }: Site, nodes: readonly Any[] | undefined): string[] {
  const declared = cluster.nodes.map(({ name }) => name);
  return nodes ? declared.filter((name) => nodes.some(({ metadata }) => metadata.name === name)) : declared;
}

/** Answers by what was asked for, where there is one. */
function shown<T>(names: readonly string[], ask: (name: string) => T | undefined): ReadonlyMap<string, T> {
  return new Map(
    names.flatMap((name) => {
      const answer = ask(name);
      return answer === undefined ? [] : [[name, answer] as const];
    }),
  );
}
