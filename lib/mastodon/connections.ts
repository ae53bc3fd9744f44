import { hostCidr } from '../cluster/addresses';
import { voters } from '../cluster/cluster';
import { type Connection, type Peer, type Port, tcp } from '../kube/connection';
import type { Labels } from '../kube/labels';
import { reach } from '../network/reach';
import type { Site } from '../site/site';
import { type Caller, destinations } from './destinations';
import { postLabels, preLabels } from './migrations';
import { groupLabels, worksMail } from './sidekiq';
import { streamingLabels } from './streaming';
import { toolsLabels } from './tools';
import { upkeepLabels } from './upkeep';
import { webLabels } from './web';

/**
 * Ports on which other servers answer. ActivityPub is HTTPS; 80 is for the redirects of those who moved there.
 * A server on another port is not reached: declare such a one under network.lanServices if it is at home.
 */
const federation = [80, 443];

export interface Client {
  readonly name: string;
  readonly labels: Labels;
}

export function mastodonConnections(site: Site): Connection[] {
  const { mastodon } = site;
  const web: Client = { name: 'web', labels: webLabels(site) };
  const streaming: Client = { name: 'streaming', labels: streamingLabels(site) };
  const groups = mastodon.sidekiq.map((group) => ({
    name: group.name,
    labels: groupLabels(site, group),
    mails: worksMail(group),
  }));
  const { removeRemoteMedia, removePreviewCards } = mastodon.upkeep;
  const upkeep: Client[] =
    removeRemoteMedia || removePreviewCards ? [{ name: 'upkeep', labels: upkeepLabels(site) }] : [];
  const tools: Client = { name: 'whoever uses the tools', labels: toolsLabels(site) };
  const post: Client = { name: 'the post-deployment migrations', labels: postLabels(site) };
  const migrations: Client[] = [{ name: 'the migrations before a rollout', labels: preLabels(site) }, post];

  const everybody = [web, streaming, ...groups, ...upkeep, tools, ...migrations];
  const federating = [web, ...groups, tools];
  const from = connector(site);
  return [
    ...everybody.map((one) =>
      from(
        one,
        'reads and writes the database',
        peer(site, site.database.endpoint.reachedAt),
        tcp(site.database.endpoint.port),
      ),
    ),
    ...everybody.map((one) => from(one, 'uses Redis', peer(site, site.redis.endpoint.reachedAt), redisPorts(site))),
    ...[...federating, ...upkeep].flatMap((one) => {
      const { endpoint } = site.search;
      return endpoint ? [from(one, 'uses search', peer(site, endpoint.reachedAt), tcp(endpoint.port))] : [];
    }),
    ...federating.map((one) => from(one, 'talks to other servers', { kind: 'outside' }, tcp(...federation))),
    ...destinationConnections(site, {
      web: [web],
      sidekiq: groups,
      mail: [...groups.filter(({ mails }) => mails), tools],
      upkeep: [...upkeep, tools],
    }),
    ...site.network.lanServices.flatMap(({ name, address, port }) =>
      [...federating, ...upkeep].map((one) =>
        from(one, `may use ${name}`, { kind: 'addresses', cidrs: [hostCidr(address)] }, tcp(port)),
      ),
    ),
    from(
      post,
      'asks the API server what runs',
      { kind: 'addresses', cidrs: voters(site.cluster).map(({ address }) => hostCidr(address)) },
      tcp(site.cluster.apiPort),
    ),
  ];
}

/** Ways to the servers that Mastodon is told to use. What can't be opened is refused by a rule. */
export function destinationConnections(
  site: Site,
  callers: Readonly<Partial<Record<Caller, readonly Client[]>>>,
): Connection[] {
  const from = connector(site);
  return destinations(site).flatMap(({ by, what, host, port }) => {
    const found = reach(site, host, port);
    if (!('open' in found)) return [];
    const clients = by.flatMap((caller) => callers[caller] ?? []);
    return clients.map((one) => from(one, what, found.open, tcp(port)));
  });
}

function connector({ namespace }: Site) {
  return ({ name, labels }: Client, what: string, to: Peer, ports: Port[]): Connection => ({
    why: `${name} ${what}`,
    from: { kind: 'pods', namespace, labels },
    to,
    ports,
  });
}

type ReachedAt = { readonly labels: Readonly<Record<string, string>> } | { readonly cidrs: readonly string[] };

function peer({ namespace }: Site, reachedAt: ReachedAt): Peer {
  return 'labels' in reachedAt
    ? { kind: 'pods', namespace, labels: reachedAt.labels }
    : { kind: 'addresses', cidrs: reachedAt.cidrs };
}

/** With Sentinel a client asks there first and then goes to the master. */
function redisPorts({ redis: { endpoint } }: Site): Port[] {
  return endpoint.sentinel ? tcp(6379, endpoint.sentinel.port) : tcp(endpoint.server?.port ?? 6379);
}
