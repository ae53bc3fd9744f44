import { connectionUses } from '../database/connections';
import { parameters } from '../database/parameters';
import { bytesText } from '../kube/quantity';
import { memoryRows, type StartBudget, startBudgets } from '../output/budgets';
import { rooms } from '../rooms';
import { budgetOf } from '../site/budget';
import { bars } from './bars';
import { type Html, html } from './html';
import type { ReportSource } from './source';

/** How long each container may take to answer, in the order in which they wait for each other, on one scale. */
export function starts({ site, objects }: ReportSource): Html {
  const all = startBudgets(objects);
  const ours = all.filter(({ container }) => programs(site).some((name) => container.includes(` ${name},`)));
  const longest = Math.max(site.mastodon.migrationSeconds, ...all.map(({ seconds }) => seconds));
  const drawn = (some: readonly StartBudget[]) =>
    bars(some.map(({ container, seconds }) => ({ name: container, value: seconds, of: longest, text: told(seconds) })));
  return html`<p>So long Kubernetes waits for what has not answered yet; then it starts it again.</p>
<ol class="order"><li><h3>At once</h3>${drawn(all.filter((one) => !ours.includes(one)))}</li>
<li><h3>When the database answers</h3>${drawn([{ container: 'migrations', seconds: site.mastodon.migrationSeconds }])}</li>
<li><h3>When the tables are those of this version</h3>${ours.length === 0 ? html`<p>Web, streaming and Sidekiq as their Helm chart has it.</p>` : drawn(ours)}</li></ol>`;
}

const programs = ({ mastodon }: ReportSource['site']) => [
  'web',
  'streaming',
  ...mastodon.sidekiq.map(({ name }) => name),
];

const told = (seconds: number) => (seconds < 600 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

/** Memory against the machines, connections against PostgreSQL. */
export function budgets({ site }: ReportSource): Html {
  const rows = memoryRows(
    budgetOf(
      site,
      rooms.flatMap((room) => room.footprints(site)),
    ),
  );
  const uses = connectionUses(site);
  const used = uses.reduce((sum, { connections }) => sum + connections, 0);
  // Another's server allows what it allows.
  const allowed = site.database.volume ? Number(parameters(site).max_connections) : used;
  return html`<h3>Memory</h3><p>Promised to pods, of what the machines have less 1Gi each for the system.</p>
${bars(rows.map(({ where, promised, there }) => ({ name: where, value: promised, of: there, text: `${bytesText(promised)} of ${bytesText(there)}` })))}
<h3>Connections to PostgreSQL</h3><p>${used} may be open at once, during a rollout; ${site.database.volume ? `the server takes ${allowed}` : `${site.database.endpoint.host} must take as many`}.</p>
${bars(uses.map(({ name, connections }) => ({ name, value: connections, of: allowed, text: String(connections) })))}`;
}
