import type { Values } from './values';

// Values that Mammut itself rendered say more than others': which server is whose, and what follows from the rest.

/** With the chart's own hooks off nobody else's installation would start. */
export const isRendered = (values: Values): boolean =>
  !values.flag('mastodon.hooks.dbMigrate.enabled', true) && values.text('fullnameOverride') === 'mastodon';

/** What follows from the rest of a declaration. Nothing is lost with it. */
const implied = [
  ...['fullnameOverride', 'revisionPodAnnotation', 'podSecurityContext', 'securityContext', 'tolerations'],
  ...['mastodon.hooks', 'mastodon.cron', 'mastodon.trusted_proxy_ip', 'mastodon.streaming.extraEnvVars'],
  ...['mastodon.sidekiq.readinessProbe', 'mastodon.sidekiq.podLabels'],
  ...['mastodon.web.affinity', 'mastodon.web.podLabels', 'mastodon.streaming.affinity'],
  ...['mastodon.persistence.system.existingClaim', 'ingress.enabled'],
  ...['postgresql.readReplicas', 'postgresql.primary.networkPolicy'],
  ...['redis.auth', 'redis.architecture', 'redis.networkPolicy', 'redis.replica', 'redis.sentinel'],
  ...['data', 'coordinating', 'ingest', 'sysctlImage', 'extraConfig'].map((key) => `elasticsearch.${key}`),
  ...['masterOnly', 'replicaCount', 'containerSecurityContext', 'networkPolicy'].map(
    (key) => `elasticsearch.master.${key}`,
  ),
];

export function takeImplied(values: Values): void {
  if (isRendered(values)) for (const path of implied) values.take(path);
}
