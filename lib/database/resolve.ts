import { schedulableNodes } from '../cluster/cluster';
import { labels } from '../kube/labels';
import { resolveProbes } from '../kube/probes';
import { seconds } from '../kube/quantity';
import { type Profile, type Resources, resolveResources } from '../kube/resources';
import type { SiteFacts } from '../site/facts';
import { chooseRole, chooseVolume } from '../storage/choose';
import { postgresqlLabels, postgresqlName } from './bitnami';
import type { Database } from './database';
import { type DeclaredDatabase, slowStarts } from './schema';

const profiles: Readonly<Record<Profile, Resources>> = {
  small: { cpu: '100m', memory: '384Mi', memoryLimit: '1Gi' },
  normal: { cpu: '250m', memory: '1Gi', memoryLimit: '2Gi' },
};

/**
 * A machine that vanishes leaves its transactions open. Everybody who wants the rows that they hold waits until the server
 * gives up the connection, and people wait no longer than ten seconds. Only for those who read at once what they asked
 * for: a client that lets the server wait as long as this, a dump on a slow disk, is cut off too.
 * Units: s, s, -, ms. Source: postgresql.org/docs/17/runtime-config-connection.html.
 */
const letGo = {
  tcp_keepalives_idle: '3',
  tcp_keepalives_interval: '1',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '6000',
};

/** What every server in the cluster is made with. */
const ours = {
  port: 5432,
  database: 'mastodon_production',
  user: 'mastodon',
  sslMode: undefined,
  sessionParameters: letGo,
};

export function resolveDatabase(declared: DeclaredDatabase | undefined, facts: SiteFacts): Database {
  const many = schedulableNodes(facts.cluster).length >= 3;
  const chosen = declared ?? byTopology(many);
  const slowStartSeconds = chosen.engine === 'external' ? 0 : seconds(chosen.slowStart);
  const common = {
    engine: chosen.engine,
    isBundled: chosen.engine === 'bitnami',
    slowStartSeconds,
    probes: resolveProbes(chosen.engine === 'external' ? undefined : chosen.probes, slowStartSeconds),
    resources: resolveResources(chosen.engine === 'external' ? undefined : chosen.resources, profiles, facts.profile),
  };
  switch (chosen.engine) {
    case 'cloudnative-pg':
      return {
        ...common,
        instances: chosen.instances ?? (many ? 3 : 1),
        volume: {
          on: chooseRole(chosen.on, ['perNode', 'replicated'], facts.storage),
          size: chosen.size,
          node: undefined,
        },
        parameters: chosen.parameters,
        install: chosen.install,
        endpoint: {
          host: 'database-rw',
          readers: ['database-ro', 'database-r'],
          ...ours,
          passwordSecret: { name: 'database-app', key: 'password' },
          // Label that the operator puts on the pods of a cluster.
          reachedAt: { labels: { 'cnpg.io/cluster': 'database' } },
        },
      };
    case 'standalone':
    case 'bitnami':
      return {
        ...common,
        instances: 1,
        volume: chooseVolume(chosen, ['replicated', 'perNode'], facts.storage, facts.cluster),
        parameters: chosen.parameters,
        install: 'chart',
        endpoint: {
          readers: [],
          ...ours,
          passwordSecret: { name: 'database', key: 'password' },
          ...(chosen.engine === 'bitnami'
            ? { host: postgresqlName(facts.name), reachedAt: { labels: postgresqlLabels(facts.name) } }
            : { host: 'database', reachedAt: { labels: labels('postgresql', facts.name, 'database') } }),
        },
      };
    case 'external':
      return {
        ...common,
        instances: 0,
        volume: undefined,
        parameters: {},
        install: 'existing',
        endpoint: {
          host: chosen.host,
          readers: [],
          port: chosen.port,
          database: chosen.database,
          user: chosen.user,
          sslMode: chosen.sslMode,
          passwordSecret: { name: chosen.secret, key: 'password' },
          // A pooler in front of it refuses those that it does not know.
          sessionParameters: {},
          reachedAt: { cidrs: chosen.addresses },
        },
      };
  }
}

function byTopology(many: boolean): DeclaredDatabase {
  const engine = many ? 'cloudnative-pg' : 'standalone';
  const common = { size: '20Gi', slowStart: slowStarts[engine], parameters: {} };
  return engine === 'cloudnative-pg' ? { engine, install: 'chart', ...common } : { engine, ...common };
}
