import * as v from 'valibot';
import { backupSchema } from '../backup/schema';
import { clusterSchema } from '../cluster/schema';
import { databaseSchema } from '../database/schema';
import { deliverySchema } from '../delivery/delivery';
import { mastodonSchema } from '../mastodon/schema';
import { monitoringSchema } from '../monitoring/monitoring';
import { networkSchema } from '../network/schema';
import { redisSchema } from '../redis/schema';
import { searchSchema } from '../search/schema';
import { storageSchema } from '../storage';
import { about, fields } from './describe';
import { dnsLabel, line } from './values';

const baseFiles = 'the path of a .yaml file from here, or a list of them';

/** The whole declaration: the single source of the types, the editors' JSON Schema, the defaults and the reference page. */
export const siteSchema = fields({
  schemaVersion: about(v.literal(1, 'allowed: 1'), 'version of this format'),
  extends: about(
    v.optional(
      v.union(
        [line(baseFiles), v.pipe(v.array(line(baseFiles)), v.maxLength(32, 'allowed: 32 bases at most'))],
        `allowed: ${baseFiles}`,
      ),
    ),
    'files with values that this declaration shares with others: the path of one, from here, or a list of which the later wins; docs/fleets.md',
  ),
  name: about(dnsLabel(40), 'name of the site and of its folder in the output'),
  profile: about(
    v.optional(v.picklist(['small', 'normal'], 'allowed: small or normal'), 'normal'),
    'size of requests and limits: small for a handful of people, normal for a few hundred',
  ),
  cluster: about(
    clusterSchema,
    'the machines and the Kubernetes on them; or the file of another site, on whose cluster this one is a guest: without network and storage then',
  ),
  network: about(networkSchema, 'the home network, the address of the server and how the internet reaches it'),
  storage: about(storageSchema, 'storage roles and the engines that fill them'),
  database: about(
    databaseSchema,
    'PostgreSQL; default: CloudNativePG with three instances on three nodes or more, else one standalone server',
  ),
  redis: about(redisSchema, 'Redis; default: three with Sentinel on three nodes or more, else a single one'),
  search: about(searchSchema, 'full-text search; default: none'),
  mastodon: about(mastodonSchema, 'Mastodon itself'),
  backup: about(
    backupSchema,
    '`none`, or where the sets go: database, media and secrets as one, restored on trial by a schedule; no default',
  ),
  monitoring: about(monitoringSchema, 'Prometheus'),
  delivery: deliverySchema,
});

export type Declared = v.InferOutput<typeof siteSchema>;
