// biome-ignore lint/suspicious/noExplicitAny: objects of a running cluster, read field by field
type Any = any;

/** What a running cluster shows, as far as one may look. */
export interface Shown {
  readonly daemonSets: readonly Any[];
  /** Custom resources by their full name; without those that may not be listed. */
  readonly customs: ReadonlyMap<string, readonly Any[]>;
}

/** Addresses that a load balancer gives to Services. */
export interface ShownPool {
  readonly name: string;
  /** CIDR notation or `first-last`. */
  readonly ranges: readonly string[];
  /** Services that ask for no address get one of these. */
  readonly autoAssign: boolean;
  /** Somebody is told of these addresses. */
  readonly announced: boolean;
}

/** How a program that gives Services of type LoadBalancer their address is recognised in a running cluster. */
export interface Announcer {
  /** What people call it. */
  readonly title: string;
  /** Custom resources that tell of it, by their full names. */
  readonly kinds: readonly string[];
  /** What shows that it is at work, for people; undefined where nothing does. */
  atWork(shown: Shown): string | undefined;
  /** How it is kept away from our Service. */
  readonly off: string;
  /** Label of nodes on which it announces nothing. `@default -` it announces on all */
  silentOn?(shown: Shown): string | undefined;
  /** `@default -` it has none: nodes' own addresses answer */
  pools?(shown: Shown): ShownPool[];
  /** What announces a pool, for people. */
  readonly advertisements?: string;
}

/** The containers of all DaemonSets, each with the name of its own. Shape of `of`: `kube-system/cilium`. */
export function containersOf(daemonSets: readonly Any[]): { readonly of: string; readonly container: Any }[] {
  return daemonSets.flatMap(({ metadata, spec }) =>
    (spec.template.spec.containers ?? []).map((container: Any) => ({
      of: `${metadata.namespace}/${metadata.name}`,
      container,
    })),
  );
}

export const argumentsOf = ({ command = [], args = [] }: Any): string[] => [...command, ...args].map(String);
