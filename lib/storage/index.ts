import * as v from 'valibot';
import type { Cluster } from '../cluster/cluster';
import { Component } from '../kube/component';
import { about, fields } from '../site/describe';
import type { Room } from '../site/room';
import type { Site } from '../site/site';
import { type RoleName, roles, type StorageEngine } from './engine';
import { localPath } from './local-path';
import type { Storage, VolumeClass } from './storage';

/** Adding an engine is adding its file and one line here. */
export const engines: readonly StorageEngine[] = [localPath];

const role = (name: RoleName, what: string) => {
  const filling = engines.filter((engine) => engine.fills.includes(name)).map((engine) => engine.schema);
  return about(v.optional(v.variant('engine', filling as unknown as [v.StrictObjectSchema<{ engine: v.LiteralSchema<string, undefined> }, undefined>])), what);
};

export const storageSchema = v.optional(
  fields({
    perNode: role('perNode', "a disk of the node itself, for what replicates itself; default: the distribution's own local volumes"),
    replicated: role('replicated', 'a volume that outlives its node; default: Longhorn with three copies on three nodes or more, else none'),
    shared: role('shared', 'a volume that several nodes mount at once; default: Longhorn on three nodes or more, else none'),
  }),
  {},
);

type DeclaredStorage = v.InferOutput<typeof storageSchema>;

/** Roles that nobody declared are filled by what fits the number of nodes. */
export function resolveStorage(declared: DeclaredStorage, cluster: Cluster): Storage {
  const many = cluster.nodes.length >= 3;
  const defaults: Readonly<Record<RoleName, { engine: string } | undefined>> = {
    perNode: { engine: cluster.distribution.localVolumes },
    replicated: many ? { engine: 'longhorn' } : undefined,
    shared: many ? { engine: 'longhorn' } : undefined,
  };
  const filled = roles.flatMap((name) => {
    const options = declared[name] ?? withDefaults(defaults[name]);
    return options ? [[name, volumeClass(name, options, cluster)] as const] : [];
  });
  return Object.fromEntries(filled);
}

function withDefaults(options: { engine: string } | undefined): { engine: string } | undefined {
  return options && v.parse(engineNamed(options.engine).schema, options);
}

function volumeClass(role: RoleName, options: { engine: string }, cluster: Cluster): VolumeClass {
  return { role, engine: options.engine, options, ...engineNamed(options.engine).resolve(options, { cluster, role }) };
}

function engineNamed(name: string): StorageEngine {
  const engine = engines.find((one) => one.name === name);
  if (engine === undefined) throw new Error(`no storage engine is named ${name}`);
  return engine;
}

/** Each engine once for each role that it fills. */
function each<T>(site: Site, visit: (engine: StorageEngine, filled: VolumeClass & { options: { engine: string } }) => T[]): T[] {
  return roles.flatMap((name) => {
    const filled = site.storage[name];
    return filled ? visit(engineNamed(filled.engine), filled as VolumeClass & { options: { engine: string } }) : [];
  });
}

export const storageRoom: Room = {
  name: 'storage',
  rules: engines.flatMap((engine) => engine.rules),
  requires: (site) => each(site, (engine, filled) => engine.requires(filled, site)),
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build(folders, site) {
    for (const name of roles) {
      const filled = site.storage[name];
      if (filled === undefined) continue;
      const component = new Component(folders.platform, `storage-${name}`, `storage.${name}`);
      engineNamed(filled.engine).build(component, filled as VolumeClass & { options: { engine: string } }, site);
    }
  },
  runbook: (site) => each(site, (engine, filled) => engine.runbook(filled, site)),
};
