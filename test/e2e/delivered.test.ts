import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from '../cluster/command';
import { inRun } from '../cluster/layout';
import { applyAsGit } from './support/git-runner';
import { emptyHouse } from './support/house';
import { measured, since } from './support/measured';
import type { Operator } from './support/operator';
import { podsOf, unfinished } from './support/workloads';

// The site as it is rendered for Argo CD and for Flux, applied in their order, with Secrets from `mammut secrets`.
jest.setTimeout(600_000);

const declared = () => inRun('declared/three-nodes.yaml');

/** The test bed's site, with a controller and without what it does not have: a repository's key. */
async function declaredFor(controller: string): Promise<string> {
  mkdirSync(dirname(declared()), { recursive: true });
  const delivery = `delivery: {by: ${controller}, repository: "https://git.example.org/me/homelab.git"}\n`;
  writeFileSync(declared(), readFileSync('test/e2e/sites/three-nodes.yaml', 'utf8') + delivery);
  copyFileSync('test/e2e/sites/three-nodes.lock', declared().replace('.yaml', '.lock'));
  return declared();
}

/** What only a person knows is filled in, and what it prints is typed. */
async function makeSecrets(operator: Operator, declaration: string): Promise<void> {
  const folder = inRun('secrets');
  const command = `${process.execPath} ${join(process.cwd(), 'bin/mammut.js')} secrets ${declaration} --out ${folder}`;
  await operator.types(command);
  writeFileSync(join(folder, 'missing.env'), 'SMTP_LOGIN=login\nSMTP_PASSWORD=password\n');
  const said = await operator.typesWell(command);
  const commands = [...said.matchAll(/^ {2}(kubectl create .*)$/gm)].map(([, line]) => line);
  await operator.typesWell(['kubectl apply -f platform/namespace/namespace.yaml', ...commands].join('\n'));
  await must('rm', '-r', folder);
}

test.each(['flux', 'argocd'] as const)(
  'by %s: in its order, everything becomes ready and nothing restarts',
  async (controller) => {
    const { cluster, operator } = await emptyHouse('three-nodes', () => declaredFor(controller));
    await makeSecrets(operator, declared());
    const started = Date.now();
    expect(await applyAsGit(operator, cluster.kubectl, controller)).toEqual(['platform', 'mastodon', 'operations']);
    measured(`delivered by ${controller}, to everything ready`, `${since(started)} s`);
    expect(await unfinished(cluster.kubectl)).toEqual([]);
    const pods = await podsOf(cluster.kubectl);
    expect(pods.filter(({ restarts }) => restarts > 0).map(({ name }) => name)).toEqual([]);
  },
);
