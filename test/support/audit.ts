import { audit } from '../../lib/audit';
import { rooms } from '../../lib/rooms';
import type { Site } from '../../lib/site/site';
import { objectsOf } from './site';

/** What the audit finds in a site's objects. */
export function auditOf(site: Site): string[] {
  return audit({
    site,
    objects: objectsOf(site),
    requirements: rooms.flatMap((room) => room.requires(site)),
    secrets: rooms.flatMap((room) => room.secrets(site)),
    connections: rooms.flatMap((room) => room.connections(site)),
  }).map((finding) => `${finding.rule}: ${finding.message}`);
}
