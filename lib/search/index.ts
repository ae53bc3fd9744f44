import type { Room } from '../site/room';
import type { Site } from '../site/site';
import { bitnami } from './bitnami';
import { elasticsearch } from './elasticsearch';
import type { SearchEngine } from './engine';
import { external, none } from './external';
import { searchRules } from './rules';
import type { Search } from './search';
import { searchSurvival } from './survival';

export { elasticsearchValues } from './bitnami';

/** Adding an engine is adding its file and one line here. */
const engines: Readonly<Record<Search['engine'], SearchEngine>> = { none, elasticsearch, bitnami, external };

const engine = (site: Site) => engines[site.search.engine];

export const searchRoom: Room = {
  name: 'search',
  rules: searchRules,
  requires: () => [],
  secrets: (site) => engine(site).secrets(site),
  footprints: (site) => engine(site).footprints(site),
  connections: () => [],
  build: (folders, site) => engine(site).build(folders, site),
  runbook: (site) => engine(site).runbook(site),
  survival: searchSurvival,
};
