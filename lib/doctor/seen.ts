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
  /** Custom resources, by their kinds and by their full names (`clusters.postgresql.cnpg.io`). */
  readonly kinds: readonly string[] | undefined;
  readonly daemonSets: readonly Any[] | undefined;
  readonly ingressClasses: readonly string[] | undefined;
  readonly services: readonly Any[] | undefined;
  /** Names of Secrets in the application's namespace, each with its keys: never a value. */
  readonly secrets: ReadonlyMap<string, readonly string[]> | undefined;
  readonly namespace: Any | undefined;
  readonly cronJobs: readonly Any[] | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: objects of the cluster, read field by field
export type Any = any;

/** Gives what kubectl prints, `input` being what it reads; undefined where it fails. */
export type Kubectl = (words: readonly string[], input?: string) => string | undefined;

/** A question, though it is asked by create: the API server keeps nothing of it. */
const mayNobody = {
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SubjectAccessReview',
  spec: { user: 'mammut-doctor-nobody', resourceAttributes: { verb: 'create', resource: 'pods' } },
};

/** Keys alone: the template prints no value, whatever the server sends. */
const secretKeys = '{{range .items}}{{.metadata.name}}{{range $key, $value := .data}} {{$key}}{{end}}{{"\\n"}}{{end}}';

export function look(kubectl: Kubectl, namespace: string): Seen {
  const json = (...words: string[]): Any => {
    const text = kubectl([...words, '-o', 'json']);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const lines = (...words: string[]) => kubectl(words)?.split('\n').filter(Boolean);
  const secrets = lines('-n', namespace, 'get', 'secrets', '-o', `go-template=${secretKeys}`);
  const allowed = kubectl(['create', '-f', '-', '-o', 'jsonpath={.status.allowed}'], JSON.stringify(mayNobody));
  return {
    version: json('version')?.serverVersion?.gitVersion,
    nodes: json('get', 'nodes')?.items,
    leases: json('-n', 'kube-node-lease', 'get', 'leases')?.items,
    nobodyMayCreatePods: allowed === undefined ? undefined : allowed === 'true',
    classes: json('get', 'storageclasses')?.items,
    kinds: lines(
      'get',
      'crds',
      '-o',
      'jsonpath={range .items[*]}{.spec.names.kind}{"\\n"}{.metadata.name}{"\\n"}{end}',
    ),
    daemonSets: json('get', 'daemonsets', '--all-namespaces')?.items,
    ingressClasses: lines('get', 'ingressclasses', '-o', 'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}'),
    services: json('get', 'services', '--all-namespaces')?.items,
    secrets:
      secrets &&
      new Map(
        secrets.map((line) => {
          const [name = '', ...keys] = line.split(' ');
          return [name, keys];
        }),
      ),
    namespace: json('get', 'namespace', namespace, '--ignore-not-found'),
    cronJobs: json('-n', namespace, 'get', 'cronjobs')?.items,
  };
}
