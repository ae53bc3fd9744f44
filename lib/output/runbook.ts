import type { DefaultTaken } from '../site/defaults';
import { type Finding, pathText } from '../site/finding';
import { chapters, type Requirement, type RunbookPart, type SecretNeed } from '../site/room';
import type { Site } from '../site/site';
import { chapterTitles } from './chapters';
import { commandsBefore, valuesFile } from './requires';
import { type LossRow, survivalTable } from './survival';

/** What the site's README.md is made of. */
export interface RunbookSource {
  readonly site: Site;
  readonly parts: readonly RunbookPart[];
  readonly requirements: readonly Requirement[];
  readonly secrets: readonly SecretNeed[];
  readonly warnings: readonly Finding[];
  readonly defaults: readonly DefaultTaken[];
  readonly losses: readonly LossRow[];
}

/** The site's runbook: commands in order, with this site's names. */
export function runbook(source: RunbookSource): string {
  const own: Partial<Record<(typeof chapters)[number], string[]>> = {
    install: installCommands(source.requirements, source.site),
    secrets: secretCommands(source.secrets, source.site),
    check: [
      '`npx mammut doctor <declaration>` asks the cluster most of this at once, changes nothing, and ends with 0 where nothing fails.',
    ],
    ...(source.site.delivery.by === 'none' && appliedByHand),
  };
  const body = chapters
    .map((chapter) => ({
      title: chapterTitles[chapter],
      texts: [...(own[chapter] ?? []), ...partsOf(source.parts, chapter)],
    }))
    .filter(({ texts }) => texts.length > 0)
    .map((one, index) => ({ ...one, heading: `${index + 1}. ${one.title}` }));
  const link = (chapter: RunbookPart['chapter']) => {
    const held = body.find(({ title }) => title === chapterTitles[chapter]);
    return (
      held &&
      `[${held.title}](#${held.heading
        .toLowerCase()
        .replace(/[^a-z0-9 ]/g, '')
        .replaceAll(' ', '-')})`
    );
  };
  return `${[
    ...head(source),
    ...survival(source, link),
    ...body.flatMap(({ heading, texts }) => [`## ${heading}`, ...texts]),
    ...tail(source),
  ].join('\n\n')}\n`;
}

function survival({ losses }: RunbookSource, link: (chapter: RunbookPart['chapter']) => string | undefined): string[] {
  return [
    '## What survives which loss',
    "The worst case of each, as this site is declared. Names in backticks are measurements on Mammut's test bed (its docs/recovery.md); what is not marked was not measured.",
    survivalTable(losses, link),
  ];
}

const appliedByHand = {
  platform: [
    `Namespaces, classes, pools, issuers and the claims that hold data. Needs cluster-admin; deleting it is never part of an upgrade.`,
    sh('kubectl apply -k platform'),
  ],
  mastodon: [
    sh('kubectl apply -k mastodon'),
    'Applying twice changes nothing. A warning that the sorting order is set twice means nothing: the order is the one in `kustomization.yaml`.',
  ],
};

/** In the rooms' order, in which things start; what starts last stops first. */
function partsOf(parts: readonly RunbookPart[], chapter: RunbookPart['chapter']): string[] {
  const own = parts.filter((part) => part.chapter === chapter);
  const texts = own.filter(({ first }) => !first).map(({ text }) => text);
  const first = own.filter((part) => part.first).map(({ text }) => text);
  return [...first, ...(chapter === 'shutdown' ? texts.reverse() : texts)];
}

function head({ site, warnings }: RunbookSource): string[] {
  const { cluster, mastodon } = site;
  // By rule and not by line: another order of keys is no change.
  const known = warnings
    .toSorted((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
    .map(({ rule, path, message }) => `- ${message} (\`${pathText(path)}\`, \`mammut explain ${rule}\`)`);
  return [
    `# ${site.name}`,
    `Mastodon ${mastodon.version} for @you@${mastodon.handleDomain} at https://${mastodon.webDomain}, on ${cluster.nodes.length === 1 ? 'one node' : `${cluster.nodes.length} nodes`} with ${cluster.distribution.title} ${cluster.version}.`,
    'Everything in this folder was rendered from the declaration; change that, render again, read the difference, apply. Run the commands in this folder.',
    ...(known.length > 0 ? ['**Known weaknesses of this site**', known.join('\n')] : []),
  ];
}

function installCommands(requirements: readonly Requirement[], site: Site): string[] {
  const there = requirements.filter(({ commands, chart }) => commands.length === 0 && chart === undefined);
  const own = installations(
    requirements.filter((one) => !there.includes(one)),
    site,
  );
  if (site.host === undefined || there.length === 0) return own;
  return [
    `Comes with the site \`${site.host.name}\`, whose runbook has it: ${there.map(({ name }) => name).join(', ')}.`,
    ...own,
  ];
}

function installations(requirements: readonly Requirement[], site: Site): string[] {
  return requirements.flatMap((one) => {
    if (one.after !== undefined) return [];
    const version = one.version === undefined ? '' : ` ${one.version}`;
    const chart = one.chart;
    if (chart && site.delivery.by !== 'none')
      return [`**${one.name}${version}** – ${one.why}; installed from \`releases/\` (see "Platform")`];
    const commands = chart
      ? [
          ...commandsBefore(one),
          `helm upgrade --install ${chart.release} ${chart.chart} --repo ${chart.repository} --version ${one.version ?? ''} \\\n  --namespace ${chart.namespace} --create-namespace --values ${valuesFile(chart.chart)} --wait`,
        ]
      : one.commands;
    return [`**${one.name}${version}**${where(one, site)} – ${one.why}\n\n${sh(commands.join('\n'))}`];
  });
}

function where({ kind, nodes }: Requirement, { cluster }: Site): string {
  if (kind !== 'node') return '';
  const every = cluster.nodes.map(({ name }) => name);
  const names = nodes ?? every;
  return names.length === every.length && every.length > 1
    ? `, on every node (${every.join(', ')})`
    : `, on ${names.join(', ')}`;
}

function secretCommands(secrets: readonly SecretNeed[], site: Site): string[] {
  const mine = secrets.filter((one) => one.commands.length > 0);
  const others = secrets.filter((one) => one.madeBy !== 'you');
  return [
    'Made once and never changed; keep a copy outside the cluster. `npx mammut secrets <declaration>` makes all of them at once, never over one that exists; or one by one, as here. The namespace must be there first.',
    sh(`kubectl apply -f platform/namespace/namespace.yaml`),
    ...mine.flatMap((one) => [
      `**${one.name}** – ${one.keys.map(({ key }) => `\`${key}\``).join(', ')}`,
      sh(one.commands.join('\n')),
      ...(one.afterwards ? [one.afterwards.text, sh(one.afterwards.commands.join('\n'))] : []),
    ]),
    ...(others.length > 0
      ? [`Made by others: ${others.map((one) => `\`${one.name}\` by ${one.madeBy}`).join(', ')}.`]
      : []),
    sh(`kubectl -n ${site.namespace} get secrets`),
  ];
}

function tail({ defaults }: RunbookSource): string[] {
  if (defaults.length === 0) return [];
  return [
    '## Defaults taken',
    'What the declaration leaves out, and why it is as it is. Written into the declaration, a line changes nothing.',
    `| key | value | what it is, or why |\n|---|---|---|\n${defaults.map(({ path, value, what }) => `| \`${pathText(path)}\` | \`${value}\` | ${what.replaceAll('|', '\\|')} |`).join('\n')}`,
  ];
}

function sh(commands: string): string {
  return `\`\`\`sh\n${commands}\n\`\`\``;
}
