import type { Folders } from '../kube/component';
import type { Connection } from '../kube/connection';
import type { Site } from '../site/site';

export function buildPolicies(_folders: Folders, _connections: readonly Connection[], _site: Site): void {}
