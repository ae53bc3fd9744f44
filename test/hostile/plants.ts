import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Rendered, render } from '../../lib/output/render';
import { type Checked, declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';

/** The word that no rendered text holds by itself, and that a shell would run. */
export const word = 'planted';

/** What a shell, a here-document, a Markdown page, a template or Kubernetes itself would take for its own. */
export const plants: readonly string[] = [
  `$(touch ${word})`,
  `\`touch ${word}\``,
  `'; touch ${word}; '`,
  `"; touch ${word}; "`,
  `'$(touch ${word})'`,
  `; touch ${word}`,
  `| touch ${word}`,
  `&& touch ${word} #`,
  `> ${word}`,
  `\${NOTHING:-$(touch ${word})}`,
  `\\"; touch ${word}; \\"`,
  `{{ include "${word}" . }}`,
  `$(POSTGRES_PASSWORD)${word}`,
];

/** The same for texts of several lines. */
export const longPlants: readonly string[] = [
  `\ntouch ${word}\n`,
  `\nEND\ntouch ${word}\n`,
  `\n\`\`\`sh\ntouch ${word}\n\`\`\`\n`,
  `---\n${word}: true\n`,
];

/** Every setting of Mastodon's that our own code names: each may go its own way into commands. */
export const knownSettings: readonly string[] = [
  ...new Set(
    sourcesIn(join(process.cwd(), 'lib')).flatMap((text) =>
      [...text.matchAll(/['.\s]([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/g)].map(([, name]) => name ?? ''),
    ),
  ),
].sort();

function sourcesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8'));
}

type Tree = Record<string, unknown>;

/**
 * The site with free text in every place that takes some; settings that a rule refuses with it are left out again.
 * @param turn another one plants other texts in the same places
 */
export function planted(site: Readonly<Tree>, turn: number): { checked: Checked; left: string[] } {
  const all = [...plants, ...longPlants];
  const mastodon = site.mastodon as Tree;
  const own = (mastodon.env ?? {}) as Tree;
  const database = site.database as Tree | undefined;
  const takesParameters = database !== undefined && database.engine !== 'external';
  const names = [...knownSettings, ...all.map((_, index) => `FREE_TEXT_${index}`)];
  const settings = Object.fromEntries(names.map((name, index) => [name, all[(index + turn) % all.length]]));
  const parameters = Object.fromEntries(plants.map((plant, index) => [`free.text${index}`, plant]));
  const env: Tree = { ...settings, ...own };
  for (;;) {
    const value = {
      ...site,
      mastodon: { ...mastodon, env },
      ...(takesParameters && {
        database: { ...database, parameters: { ...(database.parameters as Tree), ...parameters } },
      }),
    };
    const checked = declare(JSON.stringify(value), currentVersions);
    const refused = checked.findings.flatMap(({ severity, path: [, at, name] }) =>
      severity === 'error' && at === 'env' && name !== undefined && !(name in own) ? [String(name)] : [],
    );
    if (refused.length === 0) return { checked, left: Object.keys(env).filter((name) => name in settings) };
    for (const name of refused) delete env[name];
  }
}

export function rendered({ site, findings, defaults }: Checked): Rendered {
  if (site === undefined) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return render(site, { warnings: findings, defaults });
}
