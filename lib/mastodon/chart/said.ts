import type { Site } from '../../site/site';
import { settings } from '../environment';
import type { Tree } from './tree';

/** A setting that a chart has a value for. */
export interface Row {
  readonly setting: string;
  readonly path: string;
  /** Type of the value in the chart. `@default "text"` */
  readonly as?: 'number' | 'flag' | 'list';
  /** The chart's own default, which is not said again. */
  readonly usual?: string | number | boolean;
}

/** What only our own manifests can use: folders and scripts that a chart does not mount, and what its templates set themselves. */
const oursAlone = ['TMPDIR', 'PGSERVICE', 'PGSERVICEFILE', 'UPLOAD_SECONDS', 'PORT', 'ES_ENABLED', 'S3_ENABLED'];

/** Settings of web and Sidekiq together, as one ConfigMap for all programs wants them. */
export function railsSettings(site: Site): Record<string, string> {
  const all = { ...settings(site, 'sidekiq'), ...settings(site, 'web') };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name, value]) => !oursAlone.includes(name) && !isImages(name, value))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** What the image or the program does anyway. Source: mastodon Dockerfile, config/database.yml. */
function isImages(name: string, value: string): boolean {
  return (name === 'BIND' && value === '0.0.0.0') || (name === 'DB_SSLMODE' && value === 'prefer');
}

/** Puts every setting where the chart has a value for it; what is left goes into its map of further settings. */
export function say(tree: Tree, site: Site, rows: readonly Row[]): void {
  const all = railsSettings(site);
  for (const { setting, path, as, usual } of rows) {
    const value = typed(all[setting], as);
    if (value !== usual) tree.set(path, value);
  }
  tree.set('mastodon.logLevel.streaming', settings(site, 'streaming').LOG_LEVEL, 'as declared');
  const further = Object.entries(all).filter(([name]) => !rows.some(({ setting }) => setting === name));
  if (further.length > 0)
    tree.set('mastodon.extraEnvVars', Object.fromEntries(further), 'settings that the chart has no value for');
  const streaming = Object.entries(settings(site, 'streaming')).filter(
    ([name, value]) =>
      !oursAlone.includes(name) && !isImages(name, value) && name !== 'LOG_LEVEL' && all[name] !== value,
  );
  if (streaming.length > 0)
    tree.set(
      'mastodon.streaming.extraEnvVars',
      Object.fromEntries(streaming),
      'the streaming server knows other words for these',
    );
}

function typed(value: string | undefined, as: Row['as']): unknown {
  if (value === undefined) return undefined;
  switch (as) {
    case 'number':
      return Number(value);
    case 'flag':
      return value === 'true';
    case 'list':
      return value.split(',');
    case undefined:
      return value;
  }
}
