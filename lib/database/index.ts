import type { Room } from '../site/room';
import type { Site } from '../site/site';
import { bitnami } from './bitnami';
import { cloudNativePg } from './cloudnative-pg';
import type { Database } from './database';
import type { DatabaseEngine } from './engine';
import { external } from './external';
import { databaseRules } from './rules';
import { standalone } from './standalone';
import { databaseSurvival } from './survival';

export { postgresqlValues } from './bitnami';

/** Adding an engine is adding its file and one line here. */
const engines: Readonly<Record<Database['engine'], DatabaseEngine>> = {
  'cloudnative-pg': cloudNativePg,
  standalone,
  bitnami,
  external,
};

const engine = (site: Site) => engines[site.database.engine];

export const databaseRoom: Room = {
  name: 'database',
  rules: databaseRules,
  requires: (site) => engine(site).requires(site),
  secrets: (site) => engine(site).secrets(site),
  footprints: (site) => engine(site).footprints(site),
  connections: (site) => engine(site).connections(site),
  build: (folders, site) => engine(site).build(folders, site),
  runbook: (site) => engine(site).runbook(site),
  survival: databaseSurvival,
};
