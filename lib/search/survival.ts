import type { Site } from '../site/site';
import type { Fate } from '../site/survival';
import { survivalOnVolume } from '../storage/survival';

export function searchSurvival(site: Site): Fate[] {
  const { volume } = site.search;
  if (volume === undefined) return [];
  const lost = { cost: 'a command', text: 'the index is built again', chapter: 'check' } as const;
  return survivalOnVolume(site, { part: 'search', volume, lost, beside: true });
}
