import { schedulableNodes } from '../cluster/cluster';
import { roles } from '../storage/engine';
import type { DefaultTaken } from './defaults';
import type { Path } from './finding';
import type { Declared } from './schema';
import type { Site } from './site';

/** Defaults that follow from the number of nodes, the distribution and each other, with the reason of each. */
export function topologyDefaults(declared: Declared, site: Site): DefaultTaken[] {
  const { cluster, network, storage, database, redis, mastodon } = site;
  const nodes = schedulableNodes(cluster).length;
  const count = nodes === 1 ? 'one node' : `${nodes} nodes`;
  const { title } = cluster.distribution;
  const taken: DefaultTaken[] = [];
  const note = (stated: unknown, path: Path, value: string | number | boolean | undefined, what: string) => {
    if (stated === undefined && value !== undefined) taken.push({ path, value: String(value), what });
  };
  for (const [index, node] of cluster.nodes.entries()) {
    note(
      declared.cluster.nodes[index]?.controlPlane,
      ['cluster', 'nodes', index, 'controlPlane'],
      node.controlPlane,
      `how nodes join ${title}`,
    );
  }
  note(declared.cluster.podCidr, ['cluster', 'podCidr'], cluster.podCidr, `range of pods in ${title}`);
  note(declared.cluster.serviceCidr, ['cluster', 'serviceCidr'], cluster.serviceCidr, `range of Services in ${title}`);
  note(
    declared.network.loadBalancer,
    ['network', 'loadBalancer', 'engine'],
    network.loadBalancer.engine,
    `what ${title} brings`,
  );
  note(
    declared.network.ingress.controller,
    ['network', 'ingress', 'controller'],
    network.ingress.controller,
    `what ${title} brings`,
  );
  note(
    declared.network.certificates.challenge,
    ['network', 'certificates', 'challenge'],
    network.certificates.challenge,
    `suits internet: ${network.internet}`,
  );
  for (const role of roles) {
    note(
      declared.storage[role],
      ['storage', role, 'engine'],
      storage[role]?.engine,
      role === 'perNode' ? `what ${title} brings` : `suits ${count}`,
    );
  }
  note(declared.database, ['database', 'engine'], database.engine, `suits ${count}`);
  note(on(declared.database), ['database', 'on'], database.volume?.on, 'the role that suits this engine');
  note(declared.redis, ['redis', 'mode'], redis.mode, `suits ${count}`);
  note(on(declared.redis), ['redis', 'on'], redis.volume?.on, 'the role that suits this mode');
  if (mastodon.media.kind === 'volume') {
    note(
      declared.mastodon.media.volume?.on,
      ['mastodon', 'media', 'volume', 'on'],
      mastodon.media.volume.on,
      'shared where there is one, else what moves, else the node',
    );
    note(
      declared.mastodon.media.volume?.size,
      ['mastodon', 'media', 'volume', 'size'],
      mastodon.media.volume.size,
      'size of the volume',
    );
  }
  for (const part of ['web', 'streaming'] as const) {
    note(
      declared.mastodon[part].instances,
      ['mastodon', part, 'instances'],
      mastodon[part].instances,
      `suits ${count}`,
    );
  }
  const { sidekiq } = declared.mastodon;
  note(
    sidekiq.groups ?? sidekiq.instances,
    ['mastodon', 'sidekiq', 'instances'],
    mastodon.sidekiq[0]?.instances,
    `suits ${count}; the scheduler runs once beside them`,
  );
  return taken;
}

function on(part: object | undefined): unknown {
  return part === undefined ? undefined : (part as { on?: unknown }).on;
}
