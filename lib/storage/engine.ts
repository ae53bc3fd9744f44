import type { Construct } from 'constructs';
import type * as v from 'valibot';
import type { Requirement, RunbookPart } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import type { StorageFacts, VolumeClass } from './storage';

/**
 * Roles that engines fill. `perNode`: a disk of the node, for what replicates itself.
 * `replicated`: a volume that outlives its node. `shared`: a volume that several nodes mount at once.
 */
export const roles = ['perNode', 'replicated', 'shared'] as const;
export type RoleName = (typeof roles)[number];

/** All that the project knows about one way of keeping volumes. One engine, one file. */
export interface StorageEngine<D extends { engine: string } = { engine: string }> {
  readonly name: D['engine'];
  /** What it is, in one sentence, for the reference page. */
  readonly summary: string;
  /** Roles that it can be declared for. */
  readonly fills: readonly RoleName[];
  readonly schema: v.GenericSchema<unknown, D>;
  /** From the declaration to what others may rely on. */
  resolve(declared: D, facts: StorageFacts): Omit<VolumeClass, 'role' | 'engine' | 'options'>;
  readonly rules: readonly Rule[];
  requires(volumeClass: VolumeClass & { readonly options: D }, site: Site): Requirement[];
  /** Emits classes and policies below `scope`, the component `platform/storage`. */
  build(scope: Construct, volumeClass: VolumeClass & { readonly options: D }, site: Site): void;
  runbook(volumeClass: VolumeClass & { readonly options: D }, site: Site): RunbookPart[];
}

/** Keeps an engine's own option type inside its file; the room's list holds engines of all kinds. */
export function storageEngine<D extends { engine: string }>(engine: StorageEngine<D>): StorageEngine {
  return engine as unknown as StorageEngine;
}
