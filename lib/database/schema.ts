import * as v from 'valibot';
import { probesSchema } from '../kube/probes';
import { resourcesSchema } from '../kube/resources';
import { about, fields } from '../site/describe';
import { accountName } from '../site/names';
import { cidrs, dnsName, duration, host, line, port, quantity, whole } from '../site/values';
import { roles } from '../storage/engine';

const on = about(v.optional(v.picklist(roles, 'allowed: perNode, replicated or shared')), 'storage role of the volume');
const size = about(v.optional(quantity(), '20Gi'), 'size of each volume');
/**
 * An instance that was the primary first takes back what the others don't have (pg_rewind), before it answers at all:
 * the operator's own hour. Source: cloudnative-pg.io/docs, "Postgres instance manager", startDelay.
 */
export const slowStarts = { 'cloudnative-pg': '1h', standalone: '240s', bitnami: '240s' } as const;
const slowStart = (engine: keyof typeof slowStarts) =>
  about(
    v.optional(duration(), slowStarts[engine]),
    'time that a start may take, recovery after a crash included, before Kubernetes restarts the container',
  );
const parameters = about(
  v.optional(
    v.pipe(
      v.record(
        v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_.]{0,62}$/, 'allowed: a PostgreSQL parameter')),
        line('a value in quotes'),
      ),
      v.maxEntries(100, 'allowed: 100 parameters at most'),
    ),
    {},
  ),
  'PostgreSQL parameters, values in quotes',
);

export const databaseSchema = v.optional(
  v.variant('engine', [
    fields({
      engine: v.literal('cloudnative-pg'),
      instances: about(
        v.optional(whole(1, 9)),
        'PostgreSQL servers, one a node; default: three on three nodes or more, else one',
      ),
      size,
      on,
      install: about(
        v.optional(v.picklist(['chart', 'existing'], 'allowed: chart or existing'), 'chart'),
        'who installs the operator',
      ),
      slowStart: slowStart('cloudnative-pg'),
      probes: probesSchema,
      resources: resourcesSchema,
      parameters,
    }),
    fields({
      engine: v.literal('standalone'),
      size,
      on,
      node: about(v.optional(dnsName()), 'node that holds it, where the volume cannot move; default: the first'),
      slowStart: slowStart('standalone'),
      probes: probesSchema,
      resources: resourcesSchema,
      parameters,
    }),
    fields({
      engine: v.literal('bitnami'),
      size,
      on,
      node: about(v.optional(dnsName()), 'node that holds it, where the volume cannot move; default: the first'),
      slowStart: slowStart('bitnami'),
      probes: probesSchema,
      resources: resourcesSchema,
      parameters,
    }),
    fields({
      engine: v.literal('external'),
      host: about(host(), 'host name or address of the server'),
      port: about(v.optional(port(), 5432), 'port'),
      database: about(v.optional(accountName(), 'mastodon_production'), 'name of the database'),
      user: about(v.optional(accountName(), 'mastodon'), 'role that owns the database'),
      sslMode: about(
        v.optional(
          v.picklist(
            ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'],
            'allowed: disable, prefer, require, verify-ca or verify-full',
          ),
          'prefer',
        ),
        'TLS towards the server',
      ),
      secret: about(v.optional(dnsName(), 'database'), 'Secret whose key `password` holds the password'),
      addresses: about(cidrs(), "the server's addresses in CIDR notation: opened in the NetworkPolicies"),
    }),
  ]),
);

export type DeclaredDatabase = NonNullable<v.InferOutput<typeof databaseSchema>>;
