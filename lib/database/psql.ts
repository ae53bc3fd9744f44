import type { Site } from '../site/site';

/** `psql` as somebody who may do everything, for the runbook; where the server is somebody else's, as Mastodon's role. */
export function psql({ namespace, database: { engine, endpoint } }: Site): string {
  switch (engine) {
    case 'cloudnative-pg':
      return `kubectl -n ${namespace} exec -c postgres "$(kubectl -n ${namespace} get pods -l cnpg.io/cluster=database,cnpg.io/instanceRole=primary -o name)" -- psql`;
    case 'standalone':
      return `kubectl -n ${namespace} exec database-0 -- psql --username=postgres`;
    case 'bitnami':
      return `kubectl -n ${namespace} exec ${endpoint.host}-0 -- env PGPASSWORD="$(kubectl -n ${namespace} get secret ${endpoint.passwordSecret.name} -o jsonpath='{.data.postgres-password}' | base64 -d)" psql --username=postgres`;
    case 'external':
      return `psql --host=${endpoint.host} --port=${endpoint.port} --username=${endpoint.user} --dbname=${endpoint.database}`;
  }
}

/** Waits until a server of ours answers; undefined where it is somebody else's to start. */
export function databaseReady({ namespace, database: { engine } }: Site): string | undefined {
  switch (engine) {
    case 'cloudnative-pg':
      return `kubectl -n ${namespace} wait clusters.postgresql.cnpg.io/database --for=condition=Ready --timeout=30m`;
    case 'standalone':
      return `kubectl -n ${namespace} rollout status statefulset/database --timeout=30m`;
    case 'bitnami':
    case 'external':
      return undefined;
  }
}

/** Labels, files and names by which a database of ours is deleted before another engine takes its place. */
export function databaseRemoval({ namespace, database: { engine, endpoint } }: Site): string[] {
  switch (engine) {
    case 'cloudnative-pg':
      return [
        `kubectl -n ${namespace} delete clusters.postgresql.cnpg.io database --wait`,
        `kubectl -n ${namespace} get pvc -l cnpg.io/cluster=database   # gone with the cluster; their volumes stay, Released`,
      ];
    case 'standalone':
      return [
        `kubectl -n ${namespace} delete statefulset database --wait`,
        `kubectl -n ${namespace} delete pvc data-database-0   # its volume stays, Released`,
      ];
    case 'bitnami':
      return [
        `kubectl -n ${namespace} delete pvc data-${endpoint.host}-0   # once the release is gone; its volume stays, Released`,
      ];
    case 'external':
      return [];
  }
}
