import { audit } from '../audit';
import { rooms } from '../rooms';
import type { DefaultTaken } from '../site/defaults';
import type { Finding } from '../site/finding';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';
import { budgets } from './budgets';
import { imagesOf } from './images';
import { inventory } from './inventory';
import { kustomizations } from './kustomization';
import { builtObjects, connectionsOf, type OutputObject, objectsOf, requirementsOf, secretsOf } from './objects';
import { chartValues, requires } from './requires';
import { runbook } from './runbook';
import { requiredSecrets } from './secrets';
import { lossRows } from './survival';
import { toYaml } from './yaml';

/** Chapters that a guest leaves to its host. */
const hostChapters = ['cluster', 'install'];

/** Everything that one site becomes. */
export interface Rendered {
  readonly objects: readonly OutputObject[];
  readonly requirements: readonly Requirement[];
  /** Path below the site's folder → content. */
  readonly files: ReadonlyMap<string, string>;
  /** Breaches of the audit's laws: faults of Mammut itself. */
  readonly findings: readonly Finding[];
}

/**
 * From a checked site to its files; pure.
 * @param notes warnings and defaults taken, for the runbook
 */
export function render(
  site: Site,
  notes: { readonly warnings: readonly Finding[]; readonly defaults: readonly DefaultTaken[] },
): Rendered {
  const built = builtObjects(site);
  const objects = objectsOf(site, built);
  const requirements = requirementsOf(site);
  const secrets = secretsOf(site);
  const connections = connectionsOf(site);
  const footprints = rooms.flatMap((room) => room.footprints(site));
  const parts = [
    ...rooms
      .flatMap((room) => room.runbook(site))
      .filter(({ chapter }) => !(site.host && hostChapters.includes(chapter))),
    ...budgets(site, footprints, objects).map((text) => ({ chapter: 'check' as const, text })),
  ];
  const files = new Map<string, string>([
    ...objects.map((object) => [object.file, toYaml(object.json, { header: object.from })] as const),
    ...kustomizations(objects),
    ...chartValues(requirements),
    ['requires.yaml', requires(requirements, imagesOf(objects, requirements))],
    ['secrets.required.yaml', requiredSecrets(secrets)],
    ['inventory.json', inventory(objects)],
    ['README.md', runbook({ site, parts, requirements, secrets, losses: lossRows(site), ...notes })],
  ]);
  return {
    objects,
    requirements,
    files,
    findings: audit({ site, objects: built, requirements, secrets, connections }),
  };
}
