import { targetPlaces } from '../backup/places';
import { type Node, schedulableNodes } from '../cluster/cluster';
import { rooms } from '../rooms';
import type { Footprint } from '../site/room';
import type { Site } from '../site/site';
import { nodeDisks } from '../storage/storage';

/** What stands where in a site, and the way in. */
export interface Topology {
  /** From a visitor to the data. */
  readonly path: readonly Step[];
  readonly machines: readonly Machine[];
  /** Pods that start on whichever machine has room. */
  readonly anywhere: readonly Pods[];
  readonly volumes: readonly Volume[];
  /** What the site needs and that is none of its machines. */
  readonly outside: readonly string[];
}

export interface Step {
  readonly name: string;
  /** How it gets on to the next one. */
  readonly note: string;
}

export interface Machine {
  readonly node: Node;
  /** Pods that are there and nowhere else. */
  readonly pods: readonly Pods[];
}

export interface Pods {
  readonly name: string;
  readonly instances: number;
  /** Promised to each. Shape: `256Mi`. */
  readonly memory: string;
}

export interface Volume {
  readonly name: string;
  readonly instances: number;
  /** Shape: `20Gi`. */
  readonly size: string;
  readonly className: string;
  readonly where: string;
}

export function topologyOf(site: Site): Topology {
  const footprints = rooms.flatMap((room) => room.footprints(site));
  const pods = footprints.filter(({ memory }) => memory !== '0Mi');
  const machines = schedulableNodes(site.cluster);
  const placed = (one: Footprint, node: Node) =>
    node.schedulable &&
    (machines.length === 1 || one.node === node.name || (one.perNode === true && one.instances >= machines.length));
  return {
    path: wayIn(site),
    machines: site.cluster.nodes.map((node) => ({
      node,
      pods: pods
        .filter((one) => placed(one, node))
        .map((one) => podsOf(one, machines.length === 1 || one.node !== undefined ? one.instances : 1)),
    })),
    anywhere: pods.filter((one) => !machines.some((node) => placed(one, node))).map((one) => podsOf(one)),
    volumes: footprints.flatMap((one) => volumesOf(site, one)),
    outside: outsideOf(site),
  };
}

const podsOf = ({ name, instances, memory }: Footprint, here = instances): Pods => ({ name, instances: here, memory });

function wayIn({ network, mastodon, database, redis }: Site): Step[] {
  const { internet, gateway, loadBalancer, ingress } = network;
  const first: Readonly<Record<typeof internet, Step>> = {
    'port-forward': { name: 'the internet', note: `the router ${gateway} forwards ports 80 and 443` },
    tunnel: { name: 'the internet', note: 'a tunnel, whose provider ends TLS' },
    vps: { name: 'the internet', note: 'a VPS passes ports 80 and 443 through a private link' },
    none: { name: 'the home network', note: 'nobody outside reaches it' },
  };
  const answers = loadBalancer.assignsDeclaredAddress
    ? 'one machine answers for it; another takes it over'
    : 'this machine answers for it';
  return [
    first[internet],
    { name: loadBalancer.addresses.join(' and '), note: answers },
    {
      name: `ingress controller ${ingress.className}`,
      note: ingress.retries ? 'asks another pod where one does not answer' : 'asks each pod in turn',
    },
    { name: `web ×${mastodon.web.instances}, streaming ×${mastodon.streaming.instances}`, note: 'ask for their data' },
    {
      name: `PostgreSQL at ${database.endpoint.host}, Redis at ${redis.endpoint.server?.host ?? redis.endpoint.sentinel?.master}`,
      note: '',
    },
  ];
}

function volumesOf({ storage }: Site, { name, instances, node, volumes = [] }: Footprint): Volume[] {
  return volumes.flatMap(({ role, size }) => {
    const held = Object.values(storage).find((one) => one.role === role);
    if (held === undefined) return [];
    return [{ name, instances, size, className: held.className, where: whereOf(held, instances, node) }];
  });
}

function whereOf(
  { nodeBound, copies, failureDomain }: NonNullable<Site['storage'][keyof Site['storage']]>,
  instances: number,
  node: string | undefined,
): string {
  if (failureDomain !== nodeDisks) return failureDomain;
  if (copies > 1) return `${copies} copies, each on another machine`;
  if (!nodeBound) return 'one copy';
  if (instances > 1) return 'one on the disk of each machine';
  return node === undefined ? 'the disk of the machine where it runs' : `the disk of ${node}`;
}

function outsideOf(site: Site): string[] {
  const { database, redis, search, mastodon, network } = site;
  const media = mastodon.media.kind === 's3' ? [`media: bucket ${mastodon.media.s3.bucket}`] : [];
  const servers = [
    { name: 'PostgreSQL', volume: database.volume, host: database.endpoint.host },
    { name: 'Redis', volume: redis.volume, host: redis.endpoint.server?.host },
    { name: 'search', volume: search.volume, host: search.endpoint?.host },
  ].flatMap(({ name, volume, host }) => (volume === undefined && host !== undefined ? [`${name}: ${host}`] : []));
  return [
    ...targetPlaces(site).map(({ what }) => `backups: ${what}`),
    ...media,
    ...servers,
    `mail: ${mastodon.smtp.server}`,
    ...network.lanServices.map(({ name, address }) => `${name}: ${address}`),
  ];
}
