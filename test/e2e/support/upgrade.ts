import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../cluster/cluster';
import { inRun } from '../../cluster/layout';
import type { SiteName } from './house';
import { Operator } from './operator';
import { render } from './site';

/** A site at another version of Mastodon: one line of its declaration, rendered into the folder that the operator works in. */
export async function upgraded(cluster: Cluster, site: SiteName, version: string): Promise<Operator> {
  const folder = inRun('declared');
  mkdirSync(folder, { recursive: true });
  const declaration = join(folder, `${site}.yaml`);
  const text = readFileSync(`test/e2e/sites/${site}.yaml`, 'utf8');
  writeFileSync(declaration, text.replace(/^( +version: )v4\.7\.2$/m, `$1${version}`));
  copyFileSync(`test/e2e/sites/${site}.lock`, join(folder, `${site}.lock`));
  return new Operator(cluster.kubernetes, await render(declaration, inRun('dist')));
}
