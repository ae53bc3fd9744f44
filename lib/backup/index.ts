import { Component } from '../kube/component';
import type { Room } from '../site/room';
import { backupConnections } from './connections';
import { buildBackup, buildFetch, buildNotify, buildUpkeep } from './jobs';
import { targets, usedTargets } from './places';
import { planOf } from './plan';
import { buildRehearsal, rehearsal, rehearsalFootprint } from './rehearsal';
import { buildCaretaker, buildRestore } from './restore';
import { backupRules } from './rules';
import { backupRunbook } from './runbook';
import { buildScripts } from './scripts';
import { backupSecrets } from './secrets';
import { buildSettings } from './settings';
import { backupSurvival } from './survival';
import { buildTrials } from './trials';

/** Sets of database, media, settings and secrets: made, kept, restored on trial and for good. */
export const backupRoom: Room = {
  name: 'backup',
  rules: [...backupRules, ...targets.flatMap((target) => target.rules)],
  requires: (site) => usedTargets(site).flatMap((target) => target.requires(site)),
  secrets: backupSecrets,
  footprints: (site) => [
    ...usedTargets(site).flatMap((target) => target.footprints(site)),
    ...rehearsalFootprint(site),
  ],
  connections: backupConnections,
  isolated: (site) => ((planOf(site)?.rehearse ?? 'never') === 'never' ? [] : [rehearsal]),
  build(folders, site) {
    const plan = planOf(site);
    if (plan === undefined) return;
    for (const target of usedTargets(site)) target.build(folders, site);
    buildScripts(folders, site);
    const component = new Component(folders.mastodon, 'backup', 'backup');
    buildSettings(component, site);
    buildBackup(component, site, plan);
    buildUpkeep(component, site, plan);
    buildFetch(component, site, plan);
    buildNotify(component, site, plan);
    buildRehearsal(folders, site, plan);
    buildCaretaker(folders, site, plan);
    buildTrials(folders, site, plan);
    buildRestore(folders, site, plan);
  },
  runbook: backupRunbook,
  survival: backupSurvival,
};
