import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSite } from '../../lib/cli/load';
import { diagnose } from '../../lib/doctor/diagnose';
import { look } from '../../lib/doctor/seen';
import { type Wanted, wantedBy } from '../../lib/doctor/wanted';
import type { Server } from './server';

/** What holds the declaration against what is applied; all else wants nodes and controllers. */
const checks = ['RBAC', 'Pod Security', 'default class', 'classes', 'objects', 'applied', 'left over'];

/** Has the doctor look at a site that was just applied, then break it in three ways that it has to find. */
export async function askDoctor(server: Server, site: string): Promise<string[]> {
  const declaration = join('sites', `${site}.yaml`);
  if (!existsSync(declaration)) return [];
  const wanted = wantedBy(loadSite(declaration).site);
  const complaints = said(server, wanted);
  const { namespace } = wanted.site;
  const own = `app.kubernetes.io/instance=${site}`;
  await server.kubectl('-n', namespace, 'delete', 'configmap', 'web');
  await server.kubectl('-n', namespace, 'create', 'configmap', 'forgotten');
  await server.kubectl('-n', namespace, 'label', 'configmap', 'forgotten', own);
  await server.kubectl(
    '-n',
    namespace,
    'annotate',
    '--overwrite',
    'deployment',
    'web',
    `${note}=${emptied(namespace)}`,
  );
  const broken = said(server, wanted);
  const missed = planted(namespace).filter((line) => !broken.includes(line));
  return [...complaints, ...missed.map((line) => `did not say: ${line}`)];
}

const note = 'kubectl.kubernetes.io/last-applied-configuration';
const emptied = (namespace: string) => JSON.stringify({ kind: 'Deployment', metadata: { name: 'web', namespace } });

const planted = (namespace: string) => [
  `objects: one object of mastodon/ not in the cluster: ConfigMap ${namespace}/web`,
  `applied: Deployment ${namespace}/web not applied as rendered now`,
  `left over: ConfigMap ${namespace}/forgotten is no longer rendered`,
];

function said(server: Server, wanted: Wanted): string[] {
  const seen = look((words, input) => server.answer(words, input), wanted);
  return diagnose(wanted, seen, Date.now())
    .filter(({ check, result }) => checks.includes(check) && result !== 'pass')
    .map(({ check, message }) => `${check}: ${message}`);
}
