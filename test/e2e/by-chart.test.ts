import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cluster } from '../cluster/cluster';
import { adminKubeconfig, inRun } from '../cluster/layout';
import { goProgram } from '../support/go-program';
import { ask } from './support/client';
import { kept } from './support/database';
import { emptyHouse, follow } from './support/house';
import { measured, since } from './support/measured';
import { Operator } from './support/operator';
import { blocks, commandsWith } from './support/runbook';
import { render } from './support/site';
import { podsOf, unfinished } from './support/workloads';

// The programs by the real charts, installed by a real helm: MAMMUT_CHARTS names the folder that holds them.
jest.setTimeout(900_000);

const charts = process.env.MAMMUT_CHARTS ?? '';
const folders = { 'mastodon/chart': 'mastodon-6.9.3', 'mastodon/helm-charts': 'mastodon-1.0.2' } as const;

let helm = '';
beforeAll(async () => {
  const folder = join(__dirname, '..', 'charts', 'helm');
  helm = await goProgram({ name: 'helm', folders: [folder], package: 'helm.sh/helm/v3/cmd/helm' });
});

/** The test bed's site with its programs by a chart. */
async function declaredBy(by: string): Promise<string> {
  const file = inRun('declared/three-nodes.yaml');
  mkdirSync(dirname(file), { recursive: true });
  const text = readFileSync('test/e2e/sites/three-nodes.yaml', 'utf8');
  writeFileSync(file, text.replace('\nmastodon:\n', `\nmastodon:\n  by: ${by}\n`));
  copyFileSync('test/e2e/sites/three-nodes.lock', file.replace('.yaml', '.lock'));
  return file;
}

/** There is no way to the charts' own places: what fetches them is left out, and the chart at hand stands in their place. */
function offline(commands: string, operator: Operator, by: keyof typeof folders): string {
  const place = join(operator.folder, 'chart');
  cpSync(join(charts, folders[by]), place, { recursive: true });
  return commands
    .split('\n')
    .filter((line) => !/^(git |helm dependency )/.test(line))
    .join('\n')
    .replace(/(helm upgrade --install \S+) (\.\/mastodon-chart|mastodon --repo \S+ --version \S+)/, `$1 ${place}`);
}

async function install(operator: Operator, by: keyof typeof folders): Promise<void> {
  const ours = join(inRun('operator'), 'helm');
  writeFileSync(ours, `#!/bin/sh\nexec ${helm} --kubeconfig=${adminKubeconfig} "$@"\n`, { mode: 0o755 });
  for (const heading of ['Secrets', 'Platform']) await follow(operator, heading);
  for (const { heading, commands } of blocks(operator.folder))
    if (heading === 'Mastodon') await operator.typesWell(offline(commands, operator, by));
}

test.each(Object.keys(folders) as (keyof typeof folders)[])(
  'by %s: everything becomes ready and serves',
  async (by) => {
    const { cluster, operator } = await emptyHouse('three-nodes', () => declaredBy(by));
    const started = Date.now();
    await install(operator, by);
    measured(`installed by ${by}, to everything ready`, `${since(started)} s`);
    expect(await unfinished(cluster.kubectl)).toEqual([]);
    expect(await restarted(cluster)).toEqual([]);
    expect(await ask('get', '/health')).toMatchObject({ status: 200 });
    expect(await ask('post', '/api/v1/statuses', `written by ${by}`)).toMatchObject({ status: 200 });

    // Then to our own manifests, by the runbook.
    const block = commandsWith(operator.folder, 'uninstall');
    const folder = await render('test/e2e/sites/three-nodes.yaml', inRun('dist'));
    const moved = new Operator(cluster.kubernetes, folder);
    const left = Date.now();
    await moved.typesWell(block);
    measured(`from ${by} to our own manifests`, `${since(left)} s`);
    expect(await unfinished(cluster.kubectl)).toEqual([]);
    const names = (await podsOf(cluster.kubectl)).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('mastodon-'))).toEqual([]);
    expect(await kept(cluster.kubectl, [`written by ${by}`])).toEqual({ lost: [], doubled: [] });
  },
);

async function restarted({ kubectl }: Cluster): Promise<string[]> {
  return (await podsOf(kubectl)).filter(({ restarts }) => restarts > 0).map(({ name }) => name);
}
