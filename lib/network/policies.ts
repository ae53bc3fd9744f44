import ipaddr from 'ipaddr.js';
import { Component, type Folders } from '../kube/component';
import type { Connection, Peer, Port } from '../kube/connection';
import * as k8s from '../kube/k8s';
import { once } from '../site/once';
import type { Site } from '../site/site';

/**
 * NetworkPolicies of the application's namespace: everything closed, DNS open, and for each set of pods that a
 * connection names one policy with all that it may do.
 * @param isolated components that may not even look up names
 */
export function buildPolicies(
  folders: Folders,
  connections: readonly Connection[],
  isolated: readonly string[],
  site: Site,
): void {
  const component = new Component(folders.mastodon, 'network-policies', 'network');
  new k8s.KubeNetworkPolicy(component, 'default-deny', {
    metadata: { name: 'default-deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  new k8s.KubeNetworkPolicy(component, 'dns', {
    metadata: { name: 'dns' },
    spec: {
      podSelector: allBut(isolated),
      policyTypes: ['Egress'],
      egress: [{ to: [clusterDns], ports: dnsPorts }],
    },
  });
  for (const { name, labels, ingress, egress } of podSets(connections, site)) {
    new k8s.KubeNetworkPolicy(component, name, {
      metadata: { name },
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: [...(ingress.length > 0 ? ['Ingress'] : []), ...(egress.length > 0 ? ['Egress'] : [])],
        ...(ingress.length > 0 && { ingress: ingress.map(({ peers, ports }) => ({ from: peers, ports })) }),
        ...(egress.length > 0 && { egress: egress.map(({ peers, ports }) => ({ to: peers, ports })) }),
      },
    });
  }
}

function allBut(components: readonly string[]): k8s.LabelSelector {
  if (components.length === 0) return {};
  return {
    matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'NotIn', values: [...components] }],
  };
}

/** Every distribution's cluster DNS carries this label, whatever program it is. */
const clusterDns: k8s.NetworkPolicyPeer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const dnsPorts = (['UDP', 'TCP'] as const).map((protocol) => typedPort({ protocol, port: 53 }));

interface Opening {
  readonly peers: k8s.NetworkPolicyPeer[];
  readonly ports: k8s.NetworkPolicyPort[];
}

interface PodSet {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly Opening[];
  readonly egress: readonly Opening[];
}

type PodsPeer = Extract<Peer, { kind: 'pods' }>;

/** One end of a connection, as seen from the other. */
interface End {
  readonly peer: Peer;
  readonly ports: readonly Port[];
}

/** Sets of pods in our namespace that take part in a connection, by name; each with what is open for it. */
function podSets(connections: readonly Connection[], site: Site): PodSet[] {
  const sets = new Map<string, { labels: PodsPeer['labels']; ingress: End[]; egress: End[] }>();
  const setOf = (peer: Peer) => {
    if (peer.kind !== 'pods' || peer.namespace !== site.namespace) return undefined;
    const id = key(peer.labels);
    const set = sets.get(id) ?? { labels: peer.labels, ingress: [], egress: [] };
    sets.set(id, set);
    return set;
  };
  for (const { from, to, ports } of connections) {
    setOf(from)?.egress.push({ peer: to, ports });
    setOf(to)?.ingress.push({ peer: from, ports });
  }
  const names = [...sets.values()].map(({ labels }) => nameOf(labels));
  return [...sets.values()]
    .map(({ labels, ingress, egress }, index): PodSet => {
      const short = names[index] ?? '';
      return {
        // Two programs with one component name each: the program's name keeps them apart.
        name:
          names.indexOf(short) === names.lastIndexOf(short) ? short : `${labels['app.kubernetes.io/name']}-${short}`,
        labels: sorted(labels),
        ingress: openings(ingress, site),
        egress: openings(egress, site),
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The component, or whatever else an operator tells its pods apart by. */
function nameOf(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(sorted(labels)).map(([name, value]) =>
    value === 'true' ? name.replace(/^.*\//, '') : value,
  );
  return labels['app.kubernetes.io/component'] ?? (parts.join('-').toLowerCase().replaceAll('_', '-') || 'all');
}

/** One rule for each distinct list of ports, in an order that depends on nothing but the connections themselves. */
function openings(ends: readonly End[], site: Site): Opening[] {
  const portsOf = new Map<string, { readonly peer: k8s.NetworkPolicyPeer; readonly ports: Map<string, Port> }>();
  for (const { peer, ports } of ends) {
    for (const selector of selectors(peer, site)) {
      const id = key(selector);
      const entry = portsOf.get(id) ?? { peer: selector, ports: new Map() };
      for (const port of ports) entry.ports.set(`${port.protocol} ${String(port.port).padStart(5, '0')}`, port);
      portsOf.set(id, entry);
    }
  }
  const rules = new Map<string, Opening>();
  for (const [, { peer, ports }] of byKey(portsOf)) {
    const list = byKey(ports).map(([, port]) => typedPort(port));
    const id = byKey(ports)
      .map(([name]) => name)
      .join();
    const rule = rules.get(id) ?? { peers: [], ports: list };
    rule.peers.push(peer);
    rules.set(id, rule);
  }
  return byKey(rules).map(([, rule]) => rule);
}

function selectors(peer: Peer, site: Site): k8s.NetworkPolicyPeer[] {
  switch (peer.kind) {
    case 'pods': {
      const podSelector = { matchLabels: sorted(peer.labels) };
      if (peer.namespace === site.namespace) return [{ podSelector }];
      const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } };
      return [{ namespaceSelector, ...(Object.keys(peer.labels).length > 0 && { podSelector }) }];
    }
    case 'addresses':
      return peer.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    case 'outside':
      return outside(site);
  }
}

/** Any address of the internet: not the cluster's own, not the LAN's, not those that are valid on one link only. */
const outside = once(({ cluster, network }): k8s.NetworkPolicyPeer[] => {
  const own = [cluster.podCidr, cluster.serviceCidr, network.lan].map(aligned);
  const of = (family: 4 | 6) => own.filter((cidr) => cidr.includes(':') === (family === 6) && !cidr.endsWith('/0'));
  // All IPv6 ranges of a home lie in fc00::/7, except for a prefix that the provider gave.
  const six = of(6).filter((cidr) => !/^f[cd]/i.test(cidr));
  return [
    { ipBlock: { cidr: '0.0.0.0/0', except: unique([...of(4), '169.254.0.0/16']) } },
    { ipBlock: { cidr: '::/0', except: unique([...six, 'fc00::/7', 'fe80::/10']) } },
  ];
});

/** 192.168.1.1/24 → 192.168.1.0/24: Kubernetes warns of blocks that don't begin at their first address. */
function aligned(cidr: string): string {
  const length = cidr.split('/')[1];
  const first = cidr.includes(':')
    ? ipaddr.IPv6.networkAddressFromCIDR(cidr)
    : ipaddr.IPv4.networkAddressFromCIDR(cidr);
  return `${first.toString()}/${length}`;
}

function typedPort({ protocol, port }: Port): k8s.NetworkPolicyPort {
  return { protocol, port: k8s.IntOrString.fromNumber(port) };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function sorted(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function key(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function byKey<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
