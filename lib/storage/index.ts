import * as v from 'valibot';
import { type Cluster, schedulableNodes } from '../cluster/cluster';
import { Component } from '../kube/component';
import { about, fields } from '../site/describe';
import type { Requirement, Room } from '../site/room';
import type { Site } from '../site/site';
import { buildCanary, canaryRunbook } from './canary';
import { csiNfs } from './csi-nfs';
import { type Filled, type RoleName, roles, type StorageEngine } from './engine';
import { existing } from './existing';
import { filledRoles } from './filled';
import { installRules } from './install-rules';
import { jiva } from './jiva';
import { localPath } from './local-path';
import { longhorn } from './longhorn';
import { microk8sHostpath } from './microk8s-hostpath';
import { nodeRules } from './node-rules';
import { openebsHostpath } from './openebs-hostpath';
import { openebsNfs } from './openebs-nfs';
import { roleRules } from './role-rules';
import type { Storage, VolumeClass } from './storage';
import { buildStorageClass } from './storage-class';

/** Adding an engine is adding its file and one line here. */
export const engines: readonly StorageEngine[] = [
  openebsHostpath,
  microk8sHostpath,
  localPath,
  longhorn,
  jiva,
  openebsNfs,
  csiNfs,
  existing,
];

/** Leaves a role empty where a default would fill it. */
const none = fields({ engine: v.literal('none') });

/** Every role takes every engine: one that does not suit it is refused by a rule, which says why. */
const role = (what: string) =>
  about(
    v.optional(
      v.variant('engine', [...engines.map((engine) => engine.schema), none] as unknown as [
        v.StrictObjectSchema<{ engine: v.LiteralSchema<string, undefined> }, undefined>,
      ]),
    ),
    what,
  );

export const storageSchema = v.optional(
  fields({
    perNode: role(
      "a disk of the node itself, for what replicates itself; default: the distribution's own local volumes",
    ),
    replicated: role(
      'a volume that outlives its node; default: Longhorn with three copies on three nodes or more, else none',
    ),
    shared: role('a volume that several nodes mount at once; default: Longhorn on three nodes or more, else none'),
  }),
  {},
);

type DeclaredStorage = v.InferOutput<typeof storageSchema>;

/** Roles that nobody declared are filled by what fits the number of nodes. */
export function resolveStorage(declared: DeclaredStorage, cluster: Cluster): Storage {
  const many = schedulableNodes(cluster).length >= 3;
  const defaults: Readonly<Record<RoleName, { engine: string } | undefined>> = {
    perNode: { engine: cluster.distribution.localVolumes },
    replicated: many ? { engine: 'longhorn' } : undefined,
    shared: many ? { engine: 'longhorn' } : undefined,
  };
  const storage: Partial<Record<RoleName, VolumeClass>> = {};
  for (const name of roles) {
    const options = declared[name] ?? withDefaults(defaults[name]);
    if (options === undefined || options.engine === 'none') continue;
    const resolved = engineNamed(options.engine).resolve(options, { cluster, role: name, below: { ...storage } });
    storage[name] = { role: name, engine: options.engine, isOurs: options.engine !== 'existing', options, ...resolved };
  }
  return storage;
}

function withDefaults(options: { engine: string } | undefined): { engine: string } | undefined {
  return options && v.parse(engineNamed(options.engine).schema, options);
}

function engineNamed(name: string): StorageEngine {
  const engine = engines.find((one) => one.name === name);
  if (engine === undefined) throw new Error(`no storage engine is named ${name}`);
  return engine;
}

/** Each filled role with its engine. */
function enginesOf(site: Site): { readonly engine: StorageEngine; readonly filled: Filled }[] {
  return filledRoles(site).map((filled) => ({ engine: engineNamed(filled.engine), filled: filled as Filled }));
}

/** Each filled role's class, and the driver that mounts its volumes as far as its engine says so. */
export function csiDrivers(site: Site): { readonly className: string; readonly driver: string | undefined }[] {
  return enginesOf(site).map(({ engine, filled }) => ({ className: filled.className, driver: engine.csiDriver }));
}

/** What the site's engines themselves say of nodes, in resources of which kind. */
export function nodeResources(site: Site): NonNullable<StorageEngine['ofNodes']>[] {
  return [...new Set(enginesOf(site).flatMap(({ engine }) => engine.ofNodes ?? []))];
}

/** Roles with a class that we render can be tried; another's class we can not make a second time. */
function tried(site: Site): VolumeClass[] {
  return enginesOf(site).flatMap(({ engine, filled }) => (engine.storageClass(filled, site, 'canary') ? [filled] : []));
}

/** One installation serves all roles of an engine. */
function once(requirements: readonly Requirement[]): Requirement[] {
  return [...new Map(requirements.map((one) => [`${one.kind} ${one.name}`, one])).values()];
}

export const storageRoom: Room = {
  name: 'storage',
  rules: [...roleRules, ...nodeRules, ...installRules, ...engines.flatMap((engine) => engine.rules)],
  requires: (site) => {
    const all = once(enginesOf(site).flatMap(({ engine, filled }) => engine.requires(filled, site)));
    return [...all.filter((one) => one.kind === 'node'), ...all.filter((one) => one.kind !== 'node')];
  },
  secrets: () => [],
  footprints: (site) => enginesOf(site).flatMap(({ engine, filled }) => engine.footprints?.(filled, site) ?? []),
  connections: () => [],
  build(folders, site) {
    for (const one of enginesOf(site)) {
      const { role: name } = one.filled;
      const folder = new Component(
        folders.platform,
        `storage-${name === 'perNode' ? 'per-node' : name}`,
        `storage.${name}`,
      );
      one.engine.buildPolicy?.(folder, one.filled, site);
      for (const purpose of ['data', 'canary'] as const) {
        const made = one.engine.storageClass(one.filled, site, purpose);
        if (made) buildStorageClass(folder, purpose, one.filled, made);
      }
    }
    for (const engine of new Set(enginesOf(site).map((one) => one.engine))) {
      engine.buildOnce?.(new Component(folders.platform, engine.name, 'storage'), site);
    }
    for (const volumeClass of tried(site)) buildCanary(folders, volumeClass, site);
  },
  runbook: (site) => [
    ...enginesOf(site).flatMap(({ engine, filled }) => engine.runbook(filled, site)),
    ...canaryRunbook(tried(site), site),
  ],
};
