import type { Folders } from '../../kube/component';
import type { Site } from '../../site/site';
import { buildClaimBesideMedia } from '../media';

/** Claim that the charts mount over the image's compiled files, and that nothing fills. They can't do without. */
export const assetsClaim = 'assets';

export const emptyAssets = 'an empty volume hides what the image has in public/assets, e.g. its error pages';

/** Why a chart is told the names of our claims. */
export const keptClaims =
  'claims in platform/, which no `helm uninstall` deletes: the chart’s own would go with it, and all media';

export function buildAssetsClaim(folders: Folders, site: Site): void {
  buildClaimBesideMedia(folders, site, assetsClaim, '1Gi');
}
