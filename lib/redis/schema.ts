import * as v from 'valibot';
import { probesSchema } from '../kube/probes';
import { resourcesSchema } from '../kube/resources';
import { about, fields } from '../site/describe';
import { cidrs, dnsName, duration, host, port, quantity, whole } from '../site/values';
import { roles } from '../storage/engine';

const on = about(v.optional(v.picklist(roles, 'allowed: perNode, replicated or shared')), 'storage role of the volume');
const size = about(v.optional(quantity(), '2Gi'), 'size of each volume');
const maxMemory = about(
  v.optional(quantity()),
  'data that each server holds before it refuses writes; default: 60 % of the memory limit, the rest is for copying and rewriting',
);
const slowStart = about(
  v.optional(duration(), '240s'),
  'time that a start may take, loading the append-only file included',
);

const oneServer = {
  size,
  on,
  node: about(v.optional(dnsName()), 'node that holds it, where the volume cannot move; default: the first'),
  maxMemory,
  slowStart,
  probes: probesSchema,
  resources: resourcesSchema,
};

export const redisSchema = v.optional(
  v.variant('mode', [
    fields({
      mode: v.literal('sentinel'),
      instances: about(v.optional(whole(1, 9), 3), 'Redis servers, each with a Sentinel, one a node'),
      size,
      on,
      maxMemory,
      slowStart,
      probes: probesSchema,
      resources: resourcesSchema,
    }),
    fields({ mode: v.literal('single'), ...oneServer }),
    fields({ mode: v.literal('bitnami'), ...oneServer }),
    fields({
      mode: v.literal('external'),
      host: about(host(), 'host name or address of the server'),
      port: about(v.optional(port(), 6379), 'port'),
      secret: about(v.optional(dnsName()), 'Secret whose key `password` holds the password; left out: none'),
      addresses: about(cidrs(), "the server's addresses in CIDR notation: opened in the NetworkPolicies"),
    }),
  ]),
);

export type DeclaredRedis = NonNullable<v.InferOutput<typeof redisSchema>>;
