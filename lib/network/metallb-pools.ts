import { Construct } from 'constructs';
import { BfdProfile, BgpAdvertisement, BgpPeerV1Beta2, IpAddressPool, L2Advertisement } from '../../imports/metallb.io';

/** Addresses that MetalLB may give to Services. */
export interface MetalLbPool {
  readonly name: string;
  /** CIDR or `first-last`; a single address is `192.168.1.240/32`. Both families may stand in one pool. */
  readonly addresses: readonly string[];
}

/** A router that learns our addresses by BGP. */
export interface MetalLbBgpPeer {
  readonly name: string;
  readonly address: string;
  /** The router's autonomous system. */
  readonly asn: number;
  /** @default 179 */
  readonly port?: number | undefined;
  /** Secret of type kubernetes.io/basic-auth in MetalLB's namespace, key `password`. `@default` no password */
  readonly passwordSecret?: string | undefined;
  /** Go duration, 3s or more. `@default` MetalLB's 90s */
  readonly holdTime?: string | undefined;
  /** The router is not on the nodes' own network. `@default false` */
  readonly ebgpMultiHop?: boolean | undefined;
}

export interface MetalLbBgp {
  /** Our own autonomous system. */
  readonly myASN: number;
  readonly peers: readonly MetalLbBgpPeer[];
  /** Notice a dead node in a second instead of the hold time; needs MetalLB with FRR. `@default false` */
  readonly bfd?: boolean | undefined;
}

export interface MetalLbPoolsProps {
  readonly pools: readonly MetalLbPool[];
  /** MetalLB's namespace: objects elsewhere are refused. `@default metallb-system` */
  readonly namespace?: string | undefined;
  /** Whether Services that ask for no address get one of these. `@default false`: only who asks for an address gets it */
  readonly autoAssign?: boolean | undefined;
  /** Name of the advertisement. `@default mastodon` */
  readonly advertisement?: string | undefined;
  /** Network interfaces that answer ARP and NDP. `@default` all; layer 2 only */
  readonly interfaces?: readonly string[] | undefined;
  /** Nodes that announce. `@default` all */
  readonly nodes?: readonly string[] | undefined;
  /** Announce by BGP. `@default` layer 2 (ARP and NDP) */
  readonly bgp?: MetalLbBgp | undefined;
}

/**
 * MetalLB's pools and how they are announced. A pool without an advertisement gets addresses that nobody reaches,
 * so the two are made together.
 *
 * @example new MetalLbPools(chart, 'pools', { pools: [{ name: 'home', addresses: ['192.168.1.240/32'] }] })
 */
export class MetalLbPools extends Construct {
  constructor(scope: Construct, id: string, props: MetalLbPoolsProps) {
    super(scope, id);
    renderPools(this, props);
  }
}

/** The same objects directly below a scope, for those who have a folder of their own. */
export function renderPools(scope: Construct, props: MetalLbPoolsProps): void {
  const namespace = props.namespace ?? 'metallb-system';
  for (const pool of props.pools) {
    new IpAddressPool(scope, `pool-${pool.name}`, {
      metadata: { name: pool.name, namespace },
      spec: { addresses: [...pool.addresses], autoAssign: props.autoAssign ?? false },
    });
  }
  const name = props.advertisement ?? 'mastodon';
  const shared = {
    ipAddressPools: props.pools.map((pool) => pool.name),
    ...(props.nodes && { nodeSelectors: onNodes(props.nodes) }),
  };
  if (props.bgp) {
    renderBgp(scope, props.bgp, { name, namespace, shared, nodes: props.nodes });
    return;
  }
  new L2Advertisement(scope, 'advertisement', {
    metadata: { name, namespace },
    spec: { ...shared, ...(props.interfaces && { interfaces: [...props.interfaces] }) },
  });
}

interface BgpContext {
  readonly name: string;
  readonly namespace: string;
  readonly shared: { readonly ipAddressPools: string[] };
  readonly nodes: readonly string[] | undefined;
}

const bfdProfile = 'fast';

function renderBgp(scope: Construct, bgp: MetalLbBgp, { name, namespace, shared, nodes }: BgpContext): void {
  if (bgp.bfd) {
    // Three lost packets of 300 ms: a dead node is noticed within a second.
    new BfdProfile(scope, 'bfd-profile', {
      metadata: { name: bfdProfile, namespace },
      spec: { detectMultiplier: 3, receiveInterval: 300, transmitInterval: 300 },
    });
  }
  for (const peer of bgp.peers) {
    new BgpPeerV1Beta2(scope, `peer-${peer.name}`, {
      metadata: { name: peer.name, namespace },
      spec: {
        myAsn: bgp.myASN,
        peerAsn: peer.asn,
        peerAddress: peer.address,
        ...(peer.port !== undefined && { peerPort: peer.port }),
        ...(peer.holdTime !== undefined && { holdTime: peer.holdTime }),
        ...(peer.ebgpMultiHop !== undefined && { ebgpMultiHop: peer.ebgpMultiHop }),
        ...(peer.passwordSecret !== undefined && { passwordSecret: { name: peer.passwordSecret, namespace } }),
        ...(bgp.bfd && { bfdProfile }),
        ...(nodes && { nodeSelectors: onNodes(nodes) }),
      },
    });
  }
  new BgpAdvertisement(scope, 'advertisement', { metadata: { name, namespace }, spec: shared });
}

function onNodes(names: readonly string[]) {
  return [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [...names] }] }];
}
