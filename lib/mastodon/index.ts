import type { Room } from '../site/room';
import { mastodonConnections } from './connections';
import { mastodonFootprints } from './footprints';
import { buildMediaClaim } from './media';
import { buildMigrations } from './migrations';
import { hostRules } from './rules/hosts';
import { mediaRules } from './rules/media';
import { programRules } from './rules/programs';
import { queueRules } from './rules/queues';
import { settingRules } from './rules/settings';
import { mastodonRunbook } from './runbook';
import { buildScripts } from './scripts';
import { mastodonSecrets } from './secrets';
import { buildSidekiq } from './sidekiq';
import { buildStreaming } from './streaming';
import { buildTools } from './tools';
import { buildUpkeep } from './upkeep';
import { buildWeb } from './web';

export const mastodonRoom: Room = {
  name: 'mastodon',
  rules: [...queueRules, ...settingRules, ...mediaRules, ...programRules, ...hostRules],
  requires: () => [],
  secrets: mastodonSecrets,
  footprints: mastodonFootprints,
  connections: mastodonConnections,
  build(folders, site) {
    buildMediaClaim(folders, site);
    buildScripts(folders, site);
    buildMigrations(folders, site);
    buildWeb(folders, site);
    buildStreaming(folders, site);
    buildSidekiq(folders, site);
    buildUpkeep(folders, site);
    buildTools(folders, site);
  },
  runbook: mastodonRunbook,
};
