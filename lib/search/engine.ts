import type { Folders } from '../kube/component';
import type { Footprint, RunbookPart, SecretNeed } from '../site/room';
import type { Site } from '../site/site';

/** All that the project knows about one way of full-text search. One engine, one file. */
export interface SearchEngine {
  secrets(site: Site): SecretNeed[];
  footprints(site: Site): Footprint[];
  build(folders: Folders, site: Site): void;
  runbook(site: Site): RunbookPart[];
}
