import { interval, isAddress } from '../cluster/addresses';
import { type Connection, type Peer, tcp } from '../kube/connection';
import { isHomeName, reach } from '../network/reach';
import type { Site } from '../site/site';
import { nodeDisks } from '../storage/storage';
import type { Bucket } from './backup';
import { backupLabels } from './plan';

/** Where a bucket is, and how pods get there: Mastodon's own, that of backups, and that of copies. */

export const hostOf = (address: string | undefined) =>
  address === undefined ? 's3.amazonaws.com' : new URL(address).hostname.replace(/^\[|\]$/g, '');

/** Whether a host is one of the home network, as far as its name shows. */
export function inLan(host: string, site: Site): boolean {
  const lan = interval(site.network.lan);
  const own = isAddress(host) ? interval(host) : undefined;
  const inside =
    lan !== undefined &&
    own !== undefined &&
    lan.family === own.family &&
    lan.first <= own.first &&
    own.last <= lan.last;
  return inside || isHomeName(host);
}

/** The place of any bucket, Mastodon's own included. */
export function bucketPlace({ bucket, endpoint: address }: Pick<Bucket, 'bucket' | 'endpoint'>, site: Site) {
  const host = hostOf(address);
  const ours = site.cluster.nodes.some((node) => node.name === host || node.address === host);
  return {
    what: ours ? `a disk of node ${host}` : `bucket ${bucket} at ${host}`,
    engine: 's3',
    isOthers: false,
    // Another machine at home may be the NAS that also exports volumes.
    domain: ours ? nodeDisks : inLan(host, site) ? `NAS ${host}` : `bucket ${bucket} at ${host}`,
    atHome: inLan(host, site),
  };
}

/** From pods to a bucket. */
export function bucketConnection(site: Site, from: Peer, why: string, address: string | undefined): Connection {
  const host = hostOf(address);
  const { port: named = '', protocol = 'https:' } = address === undefined ? {} : new URL(address);
  const port = Number(named) || (protocol === 'http:' ? 80 : 443);
  const found = reach(site, host, port);
  return {
    why,
    from,
    to: 'open' in found ? found.open : { kind: 'outside' },
    ports: tcp(port),
  };
}

/** From pods of this room to a bucket. */
export function toBucket(site: Site, component: string, what: string, address: string | undefined): Connection {
  const from: Peer = { kind: 'pods', namespace: site.namespace, labels: backupLabels(site, component) };
  return bucketConnection(site, from, `${component} uses ${what}`, address);
}
