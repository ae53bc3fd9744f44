import type { Folders } from '../kube/component';
import type { Room } from '../site/room';
import type { Site } from '../site/site';
import { buildAssetsClaim } from './chart/assets';
import { buildBeside, release } from './chart/chart';
import { chartOf } from './chart/charts';
import { chartRules } from './chart/rules';
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
import { mastodonSurvival } from './survival';
import { buildTools } from './tools';
import { buildUpkeep } from './upkeep';
import { buildWeb } from './web';

export const mastodonRoom: Room = {
  name: 'mastodon',
  rules: [...queueRules, ...settingRules, ...mediaRules, ...programRules, ...hostRules, ...chartRules],
  requires(site) {
    const chart = chartOf(site);
    return chart ? [release(chart, site)] : [];
  },
  secrets: mastodonSecrets,
  footprints: mastodonFootprints,
  connections: mastodonConnections,
  build(folders, site) {
    buildMediaClaim(folders, site);
    buildScripts(folders, site);
    buildMigrations(folders, site);
    buildPrograms(folders, site);
    buildUpkeep(folders, site);
    buildTools(folders, site);
  },
  runbook: mastodonRunbook,
  survival: mastodonSurvival,
};

/** Web, streaming and Sidekiq; or what stands beside the chart that brings them. */
function buildPrograms(folders: Folders, site: Site): void {
  if (chartOf(site)) {
    buildAssetsClaim(folders, site);
    buildBeside(folders, site);
    return;
  }
  buildWeb(folders, site);
  buildStreaming(folders, site);
  buildSidekiq(folders, site);
}
