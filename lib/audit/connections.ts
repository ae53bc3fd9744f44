import type { Connection, Peer, Port } from '../kube/connection';
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

export const connectionsOpen: Law = {
  name: 'audit/connections',
  why: 'every connection that the application needs is open under the NetworkPolicies, at both ends; a closed one looks like a slow network',
  *check({ objects, connections, site }) {
    const policies = objects.filter((one) => one.json.kind === 'NetworkPolicy');
    const deny = policies.find(
      (one) =>
        Object.keys(one.json.spec.podSelector?.matchLabels ?? {}).length === 0 &&
        one.json.spec.policyTypes?.length === 2,
    );
    const [anyObject] = objects;
    if (deny === undefined && anyObject !== undefined)
      yield { object: anyObject, message: `no NetworkPolicy closes namespace ${site.namespace} to everybody else` };
    for (const connection of connections) {
      for (const end of ['egress', 'ingress'] as const) {
        const ours = end === 'egress' ? connection.from : connection.to;
        if (ours.kind !== 'pods' || ours.namespace !== site.namespace) continue;
        const other = end === 'egress' ? connection.to : connection.from;
        for (const port of connection.ports) {
          if (!isOpen(policies, end, ours.labels, other, port, site.namespace)) {
            yield {
              object: deny ?? (policies[0] as OutputObject),
              message: `closed at its ${end} end: ${describe(connection, port)}`,
            };
          }
        }
      }
    }
  },
};

function isOpen(
  policies: readonly OutputObject[],
  end: 'egress' | 'ingress',
  labels: Readonly<Record<string, string>>,
  other: Peer,
  port: Port,
  namespace: string,
): boolean {
  return policies
    .filter((policy) => selects(policy.json.spec.podSelector?.matchLabels, labels))
    .flatMap((policy) => (policy.json.spec[end] ?? []) as PolicyRule[])
    .some((rule) => {
      const peers = end === 'egress' ? rule.to : rule.from;
      const ports = rule.ports;
      return (
        (peers === undefined || covers(peers, other, namespace)) &&
        (ports === undefined ||
          ports.some(
            (one) => (one.protocol ?? 'TCP') === port.protocol && (one.port === undefined || one.port === port.port),
          ))
      );
    });
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
