import { Component, type Folders } from '../kube/component';
import { shortHash } from '../kube/hash';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import type { Site } from '../site/site';
import database from './scripts/database.rb';
import migratePost from './scripts/migrate-post.rb';
import migratePre from './scripts/migrate-pre.rb';
import pgService from './scripts/pg_service.conf';
import puma from './scripts/puma.rb';
import waitForMigrations from './scripts/wait-for-migrations.rb';
import waitForSchema from './scripts/wait-for-schema.mjs';

/** What our pods run and read beside the images' own programs: files of this project, tested as they are. */
const scripts = {
  'database.rb': database,
  'migrate-post.rb': migratePost,
  'migrate-pre.rb': migratePre,
  'pg_service.conf': pgService,
  'puma.rb': puma,
  'wait-for-migrations.rb': waitForMigrations,
  'wait-for-schema.mjs': waitForSchema,
} as const;

export type ScriptName = keyof typeof scripts;

const configMap = 'scripts';

export const scriptsFolder = '/scripts';

export function buildScripts(folders: Folders, site: Site): void {
  const component = new Component(folders.mastodon, configMap, 'mastodon');
  new k8s.KubeConfigMap(component, 'config-map', {
    metadata: { name: configMap, labels: labels('mastodon', site.name, configMap) },
    data: scripts,
  });
}

/** The volume of a pod that runs these scripts. It holds no other, so that a pod restarts only for its own. */
export function scriptsVolume(...names: ScriptName[]): k8s.Volume {
  return { name: configMap, configMap: { name: configMap, items: names.map((name) => ({ key: name, path: name })) } };
}

export const scriptsMount: k8s.VolumeMount = { name: configMap, mountPath: scriptsFolder, readOnly: true };

/** Changes with these scripts; an annotation of the pods that run them. */
export function scriptsHash(...names: ScriptName[]): string {
  return shortHash(names.map((name) => scripts[name]));
}
