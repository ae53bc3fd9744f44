import * as v from 'valibot';
import { probesSchema } from '../kube/probes';
import { resourcesSchema } from '../kube/resources';
import { about, fields } from '../site/describe';
import { accountName } from '../site/names';
import { cidrs, dnsName, duration, host, port, quantity } from '../site/values';
import { roles } from '../storage/engine';

const server = {
  size: about(v.optional(quantity(), '10Gi'), 'size of the volume'),
  on: about(v.optional(v.picklist(roles, 'allowed: perNode, replicated or shared')), 'storage role of the volume'),
  node: about(v.optional(dnsName()), 'node that holds it, where the volume cannot move; default: the first'),
  heap: about(
    v.optional(
      v.pipe(v.string('allowed: a heap like 512m'), v.regex(/^[1-9]\d{0,4}[mg]$/, 'allowed: a heap like 512m or 2g')),
      '512m',
    ),
    'Java heap; the memory limit is at least twice as much',
  ),
  slowStart: about(v.optional(duration(), '240s'), 'time that a start may take'),
  probes: probesSchema,
  resources: resourcesSchema,
};

export const searchSchema = v.optional(
  v.variant('engine', [
    fields({ engine: v.literal('none') }),
    fields({ engine: v.literal('elasticsearch'), ...server }),
    fields({ engine: v.literal('bitnami'), ...server }),
    fields({
      engine: v.literal('external'),
      host: about(host(), 'host name or address of Elasticsearch or OpenSearch'),
      port: about(v.optional(port(), 9200), 'port'),
      user: about(v.optional(accountName()), 'user, if the server asks for one'),
      secret: about(v.optional(dnsName()), 'Secret whose key `password` holds the password; left out: none'),
      addresses: about(cidrs(), "the server's addresses in CIDR notation: opened in the NetworkPolicies"),
    }),
  ]),
  { engine: 'none' },
);

export type DeclaredSearch = v.InferOutput<typeof searchSchema>;
