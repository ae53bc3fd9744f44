import { type Connection, type Peer, type Port, tcp, udp } from '../kube/connection';
import type { OutputObject } from '../output/objects';
import type { Law } from './law';
import { selects } from './pods';

interface PolicyPeer {
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface PolicyRule {
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly { readonly protocol?: string; readonly port?: number }[];
}

/** The cluster's DNS, whose pods carry this label in every distribution. Nobody declares that names are looked up. */
const dns: Peer = { kind: 'pods', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

export const connectionsOpen: Law = {
  name: 'audit/connections',
  why: 'every connection that the application needs is open under the NetworkPolicies, at both ends, and all else is closed; a closed one looks like a slow network',
  *check({ objects, connections, site }) {
    const policies = objects.filter((one) => one.json.kind === 'NetworkPolicy');
    const deny = policies.find((one) => closesAll(one.json.spec));
    const [anyObject] = objects;
    if (deny === undefined && anyObject !== undefined)
      yield { object: anyObject, message: `no NetworkPolicy closes namespace ${site.namespace} to everybody else` };
    const object = deny ?? policies[0] ?? anyObject;
    if (object === undefined) return;
    const lookUps = connections.map(({ from }) => ({
      why: 'names are looked up',
      from,
      to: dns,
      ports: [...udp(53), ...tcp(53)],
    }));
    const said = new Set<string>();
    for (const connection of [...connections, ...lookUps]) {
      for (const end of ['egress', 'ingress'] as const) {
        const ours = end === 'egress' ? connection.from : connection.to;
        if (ours.kind !== 'pods' || ours.namespace !== site.namespace) continue;
        const other = end === 'egress' ? connection.to : connection.from;
        const rules = rulesFor(policies, end, ours.labels, other, site.namespace);
        for (const port of connection.ports) {
          if (rules.some((rule) => opens(rule, port))) continue;
          const message = `closed at its ${end} end: ${describe(connection, port)}`;
          if (said.has(message)) continue;
          said.add(message);
          yield { object, message };
        }
      }
    }
  },
};

interface PolicySpec {
  readonly podSelector?: { readonly matchLabels?: object; readonly matchExpressions?: unknown };
  readonly policyTypes?: readonly string[];
  readonly ingress?: unknown;
  readonly egress?: unknown;
}

/** Takes all pods, both ways, and opens nothing. */
function closesAll({ podSelector = {}, policyTypes = [], ingress, egress }: PolicySpec): boolean {
  const all = Object.keys(podSelector.matchLabels ?? {}).length === 0 && podSelector.matchExpressions === undefined;
  return all && policyTypes.length === 2 && ingress === undefined && egress === undefined;
}

/** Rules of those who have these labels, by which the other end is open. */
function rulesFor(
  policies: readonly OutputObject[],
  end: 'egress' | 'ingress',
  labels: Readonly<Record<string, string>>,
  other: Peer,
  namespace: string,
): PolicyRule[] {
  return policies
    .filter((policy) => selects(policy.json.spec.podSelector?.matchLabels, labels))
    .flatMap((policy) => (policy.json.spec[end] ?? []) as PolicyRule[])
    .filter((rule) => {
      const peers = end === 'egress' ? rule.to : rule.from;
      return peers === undefined || covers(peers, other, namespace);
    });
}

function opens({ ports }: PolicyRule, { protocol, port }: Port): boolean {
  return (
    ports === undefined ||
    ports.some((one) => (one.protocol ?? 'TCP') === protocol && (one.port === undefined || one.port === port))
  );
}

function covers(peers: readonly PolicyPeer[], other: Peer, namespace: string): boolean {
  switch (other.kind) {
    case 'outside':
      return peers.some((peer) => peer.ipBlock?.cidr === '0.0.0.0/0');
    case 'addresses':
      return other.cidrs.every((cidr) => peers.some((peer) => peer.ipBlock?.cidr === cidr));
    case 'pods':
      return peers.some((peer) => {
        if (peer.ipBlock) return false;
        const inNamespace = peer.namespaceSelector
          ? selects(peer.namespaceSelector.matchLabels, { 'kubernetes.io/metadata.name': other.namespace })
          : other.namespace === namespace;
        return inNamespace && selects(peer.podSelector?.matchLabels, other.labels);
      });
  }
}

function describe(connection: Connection, port: Port): string {
  return `${connection.why} (${port.protocol} ${port.port})`;
}
