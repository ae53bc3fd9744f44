import * as v from 'valibot';
import { about, fields } from '../site/describe';
import type { Site } from '../site/site';
import { dnsName, quantity } from '../site/values';
import { roles } from '../storage/engine';
import type { Tree } from './backup';
import { buildRoleClaim } from './claim';
import { placeVolume, volumeFootprint } from './place-volume';
import { planOf } from './plan';
import type { BackupFacts } from './resolve';
import type { Target } from './target';

export const volumeSchema = fields({
  on: about(
    v.picklist(roles, 'allowed: perNode, replicated or shared'),
    'storage role whose volumes lie elsewhere than the data',
  ),
  size: about(v.optional(quantity(), '100Gi'), 'size of the volume'),
  node: about(v.optional(dnsName()), "node that holds it, where the volume cannot move; default: the media's"),
});

type Volume = Extract<Tree, { kind: 'volume' | 'spool' }>;

export function resolveVolume(declared: v.InferOutput<typeof volumeSchema>, facts: BackupFacts): Volume {
  return { kind: 'volume', volume: placeVolume(declared, [declared.on], facts) };
}

function volumeOf(site: Site) {
  const tree = planOf(site)?.tree;
  return tree?.kind === 'volume' ? tree.volume : undefined;
}

/** A volume of a storage role, e.g. of a class on a NAS. */
export const volume: Target = {
  rules: [],

  place(site) {
    const own = volumeOf(site);
    if (own === undefined) return undefined;
    const volumeClass = site.storage[own.on];
    return {
      what: `role ${own.on}`,
      path: ['backup', 'to', 'volume', 'on'],
      engine: volumeClass?.engine ?? '',
      isOthers: volumeClass?.isOurs === false,
      domain: volumeClass?.failureDomain ?? '',
      atHome: true,
    };
  },

  requires: () => [],
  secrets: () => [],
  footprints: (site) => volumeFootprint('backup', 'backup.to.volume', volumeOf(site)),
  connections: () => [],
  build(folders, site) {
    const own = volumeOf(site);
    if (own) buildRoleClaim(folders, 'backup.to.volume', site, own);
  },
  runbook: () => [],
};
