import { labels } from '../kube/labels';
import type { Site } from '../site/site';
import { type DatabaseEngine, madePassword, passwordSecret, random } from './engine';
import { standalone } from './standalone';
import { patient, type SubChart, serverReasons, serverValues, subChartRunbook } from './sub-chart';

/** PostgreSQL by the sub-chart of mastodon/chart: one server. Source: bitnami/charts, postgresql 14.2.3. */
export const bitnami: DatabaseEngine = {
  requires: () => [],

  secrets(site) {
    const { made } = madePassword;
    return passwordSecret(site, madePassword, random, {
      keys: [{ key: adminKey, what: "password of PostgreSQL's own role `postgres`", readBy: ['database'], made }],
      literals: ` --from-literal=${adminKey}=${random}`,
    });
  },

  footprints: standalone.footprints,
  connections: () => [],
  build: () => {},

  runbook(site) {
    const name = postgresqlName(site.name);
    return [
      {
        chapter: 'check',
        text: `**PostgreSQL**: one pod, ready.

\`\`\`sh
kubectl -n ${site.namespace} get pod ${name}-0 -o wide
\`\`\``,
      },
      ...subChartRunbook(site, 'PostgreSQL', name, site.database),
    ];
  },
};

const adminKey = 'postgres-password';

/** The parent chart looks for it under the release's name. */
export const postgresqlName = (release: string) => `${release}-postgresql`;

export const postgresqlLabels = (release: string) => labels('postgresql', release, 'primary');

/**
 * A value in postgresql.conf, which the chart passes through its templates before. Sources: postgresql.org/docs/17, 19.1;
 * bitnami/charts, postgresql 14.2.3, templates/primary/extended-configmap.yaml.
 */
function fileValue(value: string): string {
  const literal = value.replaceAll('\\', '\\\\').replaceAll("'", "''");
  return `'${literal.replaceAll('{{', '{{ "{{" }}')}'`;
}

/** Values below `postgresql`; undefined where another engine is declared. */
export function postgresqlValues(site: Site): SubChart | undefined {
  const { database } = site;
  if (database.engine !== 'bitnami') return undefined;
  const { endpoint, parameters } = database;
  const extended = Object.entries(parameters).map(([name, value]) => `${name} = ${fileValue(value)}\n`);
  return {
    values: {
      auth: { database: endpoint.database, username: endpoint.user, existingSecret: endpoint.passwordSecret.name },
      primary: {
        ...serverValues(site, database),
        ...(extended.length > 0 && { extendedConfiguration: extended.join('') }),
        networkPolicy: { enabled: false },
      },
      readReplicas: patient(database),
    },
    reasons: {
      auth: 'a password in values would lie in git, and one that the chart makes changes at every upgrade',
      ...serverReasons('primary'),
      'primary.extendedConfiguration': 'parameters, as declared',
      'primary.networkPolicy': 'mastodon/network-policies/ opens less',
      readReplicas: 'none run here; whoever adds one finds the same patience',
    },
  };
}
