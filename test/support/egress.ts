import { ApiObject, App, Chart } from 'cdk8s';
import { contains, interval, isAddress } from '../../lib/cluster/addresses';
import type { Labels } from '../../lib/kube/labels';
import { buildPolicies } from '../../lib/network';
import type { KubeObject } from '../../lib/output/objects';
import { rooms } from '../../lib/rooms';
import type { Site } from '../../lib/site/site';

/** Where somebody wants to go: an address, or pods of a namespace by their labels. */
export type Target = string | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };

type Selector = { matchLabels?: Record<string, string>; matchExpressions?: { key: string; values: string[] }[] };

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

/** NetworkPolicies of a site, without building all else. */
export function policiesOf(site: Site): readonly KubeObject[] {
  const app = new App();
  const folder = (name: string) => new Chart(app, name, { namespace: site.namespace, disableResourceNameHashes: true });
  const folders = { platform: folder('platform'), mastodon: folder('mastodon'), operations: folder('operations') };
  const connections = rooms.flatMap((room) => room.connections(site));
  const isolated = rooms.flatMap((room) => room.isolated?.(site) ?? []);
  buildPolicies(folders, connections, isolated, site);
  return folders.mastodon.node
    .findAll()
    .filter((one): one is ApiObject => ApiObject.isApiObject(one))
    .map((one) => one.toJson());
}

/** What a network plugin would say of a pod's connection over TCP, from the NetworkPolicies alone. */
export function mayReach(policies: readonly KubeObject[], from: Labels, to: Target, port: number): boolean {
  return policies
    .filter(({ spec }) => selects(spec.podSelector, { ...from }))
    .flatMap(({ spec, metadata }) => (spec.egress ?? []).map((rule: object) => ({ rule, own: metadata.namespace })))
    .some(({ rule, own }) => {
      const open = rule.ports.some(
        (one: { protocol: string; port: number }) => one.protocol === 'TCP' && one.port === port,
      );
      return open && rule.to.some((peer: Peer) => matches(peer, to, own));
    });
}

function matches({ ipBlock, namespaceSelector, podSelector }: Peer, to: Target, own: string): boolean {
  if (typeof to !== 'string') {
    const namespace = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] ?? own;
    return ipBlock === undefined && namespace === to.namespace && selects(podSelector ?? {}, to.labels);
  }
  return ipBlock !== undefined && within(ipBlock.cidr, to) && !ipBlock.except?.some((cidr) => within(cidr, to));
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Readonly<Record<string, string>>) {
  return (
    Object.entries(matchLabels).every(([name, value]) => labels[name] === value) &&
    matchExpressions.every(({ key, values }) => !values.includes(labels[key] ?? ''))
  );
}

function within(cidr: string, address: string): boolean {
  const outer = interval(cidr);
  const inner = isAddress(address) ? interval(address) : undefined;
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}
