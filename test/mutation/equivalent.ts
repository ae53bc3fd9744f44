/** A mutant that no test can kill, since nothing that anybody sees changes. */
export interface Equivalent {
  readonly file: string;
  /** Part of the line that it begins in. */
  readonly line: string;
  readonly was: string;
  readonly is: string;
}

type Row = readonly [file: string, line: string, was: string, is: string];

/** By reason. */
export const byReason: Readonly<Record<string, readonly Row[]>> = {
  'the schema takes addresses and ranges only, so each is read as an interval': [
    ['lib/cluster/rules.ts', 'return inner !== undefined', 'inner !== undefined', 'true'],
    ['lib/cluster/rules.ts', 'return inner !== undefined', 'outer !== undefined', 'true'],
    ['lib/network/lan-rules.ts', 'if (lan === undefined || own', 'lan === undefined', 'false'],
    ['lib/network/lan-rules.ts', 'if (lan === undefined || own', 'own === undefined', 'false'],
    ['lib/network/lan-rules.ts', 'if (lan === undefined || own', '||', '&&'],
    ['lib/network/metallb-pool-rules.ts', 'return range ?', 'range', 'true'],
    ['lib/network/metallb-pool-rules.ts', 'if (used === undefined', 'used === undefined', 'false'],
    ['lib/network/metallb-pool-rules.ts', 'if (ours === undefined', 'ours === undefined', 'false'],
    ['lib/mastodon/rules/hosts.ts', 'lan === undefined', 'lan === undefined', 'false'],
  ],
  'an interval holds none of the other family anyway': [
    [
      'lib/network/lan-rules.ts',
      'family(network.gateway) === lan.family',
      'family(network.gateway) === lan.family',
      'true',
    ],
  ],
  'the schema takes no empty list of pools': [
    ['lib/network/metallb-rules.ts', 'first === undefined', 'first === undefined', 'false'],
  ],
  'asked only where it is there': [
    ['lib/audit/privileges.ts', 'limits?.memory', '?.', '.'],
    ['lib/network/metallb-rules.ts', 'peer.asn !== bgp?.myASN', '?.', '.'],
    ['lib/redis/rules.ts', 'site.redis.volume?.node', '?.', '.'],
    ['lib/database/rules.ts', 'database.volume?.node', '?.', '.'],
    ['lib/backup/rules.ts', 'site.database.volume?.size', '?.', '.'],
    ['lib/backup/recipient-rules.ts', 'keyOf(rehearsal?.parsed)', '?.', '.'],
    ['lib/storage/role-rules.ts', 'classes[first]?.role', '?.', '.'],
    ['lib/database/data-rules.ts', 'probes?.startup', '?.', '.'],
    ['lib/mastodon/rules/programs.ts', 'built?.join', '?.', '.'],
    ['lib/mastodon/rules/queues.ts', 'schedulers[0]?.group', '?.', '.'],
  ],
  'undefined compares as false': [
    ['lib/database/data-rules.ts', 'copies !== undefined', 'copies !== undefined', 'true'],
    ['lib/database/data-rules.ts', 'budget !== undefined', 'budget !== undefined', 'true'],
    ['lib/database/parameter-rules.ts', 'const size = declared', 'declared === undefined', 'false'],
    ['lib/database/parameter-rules.ts', 'size !== undefined', 'size !== undefined', 'true'],
    ['lib/database/parameter-rules.ts', 'return digits === undefined', 'digits === undefined', 'false'],
    ['lib/backup/rules.ts', 'room !== undefined', 'room !== undefined', 'true'],
  ],
  'names alone are read, not what is beside them': [['lib/database/parameter-rules.ts', 'const unsafe', "'off'", '""']],
  'text of a page, which test/pages/docs.test.ts compares': [
    [
      'lib/network/metallb-pool-rules.ts',
      'metallb.io/configuration; MetalLB check',
      "'metallb.io/configuration; MetalLB checks none of this (a check against nodes came in 0.15.0 and left in 0.15.1)'",
      '""',
    ],
    [
      'lib/network/metallb-pool-rules.ts',
      'MetalLB would answer for the router’s a',
      "'MetalLB would answer for the router’s address, and the whole LAN loses its way out'",
      '""',
    ],
    [
      'lib/network/metallb-pool-rules.ts',
      'MetalLB would answer for a node’s addre',
      "'MetalLB would answer for a node’s address on another node: the node falls out of the cluster'",
      '""',
    ],
    [
      'lib/network/metallb-pool-rules.ts',
      'the router gives the same address to a ',
      "'the router gives the same address to a telephone one day, and the server answers now and then'",
      '""',
    ],
    [
      'lib/network/metallb-pool-rules.ts',
      'addresses of pods and Services exist in',
      "'addresses of pods and Services exist inside the cluster only: nodes would route them to pods, never to the LAN'",
      '""',
    ],
    [
      'lib/database/wal-rules.ts',
      'const source',
      '\'cloudnative-pg.io/plugin-barman-cloud, "Installation" and "Usage"\'',
      '""',
    ],
  ],
  'any text that names nothing does': [
    ['lib/audit/identity.ts', "apiVersion.split('/')[0] : ''", "''", '"mutated"'],
    ['lib/audit/identity.ts', "metadata.namespace ?? ''", "''", '"mutated"'],
    ['lib/audit/index.ts', "(key ?? '')", "''", '"mutated"'],
    ['lib/backup/recipient-rules.ts', "asymmetricKeyType ?? ''", "''", '"mutated"'],
    ['lib/storage/jiva-rules.ts', "filled.beneath ?? ''", "''", '"mutated"'],
    ['lib/mastodon/rules/hosts.ts', "ALLOWED_PRIVATE_ADDRESSES ?? ''", "''", '"mutated"'],
  ],
  'two users are several already, and of one all are some': [['lib/audit/claims.ts', 'users.some', 'some', 'every']],
  'only pods have a namespace': [['lib/audit/connections.ts', "ours.kind !== 'pods'", "ours.kind !== 'pods'", 'false']],
  'every caller names a namespace': [
    ['lib/audit/references.ts', 'namespace === undefined', 'namespace === undefined', 'false'],
  ],
  'of a bucket there is no volume, and no pod of its own node': [
    ['lib/mastodon/rules/programs.ts', "media.kind === 'volume'", "media.kind === 'volume'", 'true'],
    ['lib/backup/rules.ts', "media.kind !== 'volume') return", "media.kind !== 'volume'", 'false'],
  ],
  'there are two architectures, and an image that lacks one has one': [
    ['lib/mastodon/rules/programs.ts', "built?.join(' and ')", "' and '", '""'],
  ],
  'each chart has one known version so far': [
    ['lib/mastodon/chart/rules.ts', 'Object.keys(chart.known)', "', '", '""'],
  ],
  'a Redis elsewhere has the default limits, which are enough': [
    ['lib/redis/rules.ts', "redis.mode === 'external') return", "redis.mode === 'external'", 'false'],
    ['lib/redis/rules.ts', "redis.mode === 'external') return", "'external'", '""'],
    ['lib/redis/rules.ts', "redis.mode !== 'external' && bytes", "redis.mode !== 'external'", 'true'],
    ['lib/redis/rules.ts', "redis.mode !== 'external' && bytes", "'external'", '""'],
  ],
  'without an engine there are no resources either': [
    ['lib/search/rules.ts', 'heap !== undefined && resources', 'heap !== undefined', 'true'],
  ],
  'remembered or not, it is the same certificate': [
    ['lib/backup/recipient-rules.ts', '!parsed.has(pem)', '!parsed.has(pem)', 'true'],
    [
      'lib/backup/recipient-rules.ts',
      '} catch {',
      `{
    return undefined;
  }`,
      '{}',
    ],
  ],
  'an engine for one node at a time has one access mode': [
    ['lib/storage/role-rules.ts', "accessModes.join(', ')", "', '", '""'],
  ],
  'the groups that stand for none declared break no rule of queues': [
    ['lib/mastodon/rules/queues.ts', "group.from.includes('groups')", "group.from.includes('groups')", 'true'],
    ['lib/mastodon/rules/queues.ts', "group.from.includes('groups')", "'groups'", '""'],
    ['lib/mastodon/rules/queues.ts', "group.from.includes('groups')", "['mastodon', 'sidekiq']", '[]'],
    ['lib/mastodon/rules/queues.ts', "group.from.includes('groups')", "'mastodon'", '""'],
    ['lib/mastodon/rules/queues.ts', "group.from.includes('groups')", "'sidekiq'", '""'],
  ],
  'only an existing controller may lack its names': [
    ['lib/network/entry-rules.ts', "if (controller !== 'existing') return", "controller !== 'existing'", 'false'],
  ],
  'the name of a role was made that of its class before': [
    ['lib/storage/jiva-rules.ts', 'one?.role === replicasOn', 'one?.role === replicasOn', 'false'],
  ],
};

export const equivalents: readonly Equivalent[] = Object.values(byReason).flatMap((rows) =>
  rows.map(([file, line, was, is]) => ({ file, line, was, is })),
);
