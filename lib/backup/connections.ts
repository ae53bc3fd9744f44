import { hostCidr } from '../cluster/addresses';
import { voters } from '../cluster/cluster';
import { type Connection, type Peer, type Port, tcp } from '../kube/connection';
import { destinationConnections } from '../mastodon/connections';
import type { Site } from '../site/site';
import { toBucket } from './bucket';
import { names } from './jobs';
import { usedTargets } from './places';
import { backupLabels, planOf } from './plan';
import { caretaker, restore } from './restore';
import { trials } from './trials';

type ReachedAt = { readonly labels: Readonly<Record<string, string>> } | { readonly cidrs: readonly string[] };

/** What is not named here is closed: a rehearsal reaches nothing. */
export function backupConnections(site: Site): Connection[] {
  const plan = planOf(site);
  if (plan === undefined) return [];
  const { namespace, cluster, database, redis, search, mastodon, network } = site;
  const peer = (reachedAt: ReachedAt): Peer =>
    'labels' in reachedAt
      ? { kind: 'pods', namespace, labels: reachedAt.labels }
      : { kind: 'addresses', cidrs: reachedAt.cidrs };
  const from = (component: string, what: string, to: Peer, ports: Port[]): Connection => ({
    why: `${component} ${what}`,
    from: { kind: 'pods', namespace, labels: backupLabels(site, component) },
    to,
    ports,
  });
  const apiServers: Peer = { kind: 'addresses', cidrs: voters(cluster).map(({ address }) => hostCidr(address)) };
  const { server, sentinel } = redis.endpoint;
  const redisPorts = sentinel ? tcp(6379, sentinel.port) : tcp(server?.port ?? 6379);
  const { media } = mastodon;
  return [
    ...[names.backup, restore, trials.prepare, trials.afterwards].map((one) =>
      from(one, 'reads and fills databases', peer(database.endpoint.reachedAt), tcp(database.endpoint.port)),
    ),
    from(restore, 'puts jobs aside', peer(redis.endpoint.reachedAt), redisPorts),
    from(trials.afterwards, 'uses Redis', peer(redis.endpoint.reachedAt), redisPorts),
    ...(search.endpoint
      ? [from(trials.afterwards, 'uses search', peer(search.endpoint.reachedAt), tcp(search.endpoint.port))]
      : []),
    ...destinationConnections(site, {
      upkeep: [{ name: trials.afterwards, labels: backupLabels(site, trials.afterwards) }],
    }),
    from(trials.afterwards, 'asks other servers', { kind: 'outside' }, tcp(80, 443)),
    ...[restore, caretaker].map((one) => from(one, 'asks the API server', apiServers, tcp(cluster.apiPort))),
    ...usedTargets(site).flatMap((target) => target.connections(site)),
    ...(media.kind === 's3'
      ? [names.backup, restore, trials.prepare].map((one) =>
          toBucket(site, one, "Mastodon's bucket", media.s3.endpoint),
        )
      : []),
    ...(plan.pingSecret === undefined
      ? []
      : [
          from(names.notify, 'calls the ping address', { kind: 'outside' }, tcp(80, 443)),
          ...network.lanServices.map(({ name, address, port }) =>
            from(names.notify, `may call ${name}`, { kind: 'addresses', cidrs: [hostCidr(address)] }, tcp(port)),
          ),
        ]),
  ];
}
