import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';
import { type Rendered, render } from '../../lib/output/render';
import { type Checked, declare } from '../../lib/site/declare';
import { pathText } from '../../lib/site/finding';
import { currentVersions } from '../../lib/site/versions';
import { hasKeys, unread } from '../charts/known';
import { Coverage } from './coverage';
import { type ValidSite, validSites } from './sites';

export interface Campaign {
  readonly seed: number;
  readonly count: number;
  /** Only the declaration of this index. */
  readonly only?: number | undefined;
  /** Folder that gets each rendered site as `<n>/`. */
  readonly write?: string | undefined;
  /** Every how manieth site is read back, and rendered a second time to compare the bytes. */
  readonly again: number;
  /** Seconds after which a program that says nothing hangs; on a machine that may be busy. */
  readonly silence: number;
  /** Index of a declaration that is made to hang, which proves that one would be found. */
  readonly stall?: number | undefined;
}

/** Renders many made-up sites and holds every one against what must be true of all. @returns what was broken, or undefined */
export function campaign({ seed, count, only, write, again }: Omit<Campaign, 'silence'>): string | undefined {
  const coverage = new Coverage();
  const refusals = new Map<string, number>();
  let discarded = 0;
  let objects = 0;
  let first: string | undefined;
  const kinds = new Map<string, number>();
  const sites = validSites(seed, only === undefined ? count : 1, only ?? 0, (_site, { findings }) => {
    discarded++;
    const refusal = findings.find((finding) => finding.severity === 'error');
    const kind = `${refusal?.rule} at ${pathText(refusal?.path ?? [])}`;
    refusals.set(kind, (refusals.get(kind) ?? 0) + 1);
  });
  for (const site of sites) {
    coverage.add(site.value);
    const wrong = judge(site, site.index % again === 0, (rendered) => {
      objects += rendered.objects.length;
      if (write !== undefined) writeSite(join(write, String(site.index)), rendered.files);
    });
    if (wrong.length === 0) continue;
    first ??= [`--seed ${seed} --only ${site.index}`, ...wrong.slice(0, 10), '', site.text].join('\n');
    for (const kind of new Set(wrong.map((text) => text.split('\n')[0] ?? '')))
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  if (only !== undefined) return first;
  const rate = discarded / (discarded + count);
  console.log(
    `${count} sites of ${Math.round(objects / count)} objects, seed ${seed}; ${Math.round(rate * 100)} % refused before`,
  );
  console.log(tally('refused', refusals));
  if (first !== undefined) return `${first}\n${tally('broken in', kinds)}`;
  if (rate >= 0.5) return 'more declarations are refused than rendered: mend home.ts';
  // Of a few hundred sites the rarest choices may be missing by chance.
  return count < 1000 ? undefined : coverage.missing(count);
}

function tally(what: string, times: ReadonlyMap<string, number>): string {
  return [...times]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `  ${what} ${count}: ${kind}`)
    .join('\n');
}

function judge(site: ValidSite, again: boolean, seen: (rendered: Rendered) => void): string[] {
  try {
    const rendered = renderChecked(site.checked);
    seen(rendered);
    return [
      ...brokenLaws(rendered),
      ...unreadKeys(rendered),
      ...(again ? [...misread(rendered), ...differences(rendered.files, renderText(site.text).files)] : []),
    ];
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

function renderText(text: string): Rendered {
  return renderChecked(declare(text, currentVersions));
}

function renderChecked({ site, findings, defaults }: Checked): Rendered {
  if (site === undefined) throw new Error('refused the second time it was read');
  return render(site, { warnings: findings, defaults });
}

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.filter((name) => one.get(name) !== other.get(name)).map((name) => `${name}: differs on the second run`);
}

function misread({ objects, files }: Rendered): string[] {
  return objects
    .filter(({ file, json }) => !isDeepStrictEqual(load(files.get(file) ?? ''), json))
    .map(({ file }) => `${file}: reads back as something else`);
}

function unreadKeys({ requirements }: Rendered): string[] {
  return requirements.flatMap(({ name, chart }) =>
    chart && hasKeys(chart) ? unread(chart).map((path) => `charts/: ${name}: ${path}`) : [],
  );
}

/** Found sooner than by the expression that decides. */
const neverThere = ['undefined', '[object Object]', 'NaN'];

function* brokenLaws({ objects, files, findings }: Rendered): Generator<string> {
  for (const { rule, message } of findings) yield `${rule}: ${message}`;
  for (const { file, json } of objects) {
    const text = files.get(file) ?? '';
    if (!json.metadata?.name) yield `${file}: has no metadata.name`;
    if (!/^# \S/.test(text)) yield `${file}: has no header line`;
    if (!text.endsWith('\n')) yield `${file}: ends without a line break`;
  }
  for (const folder of new Set(objects.map(({ file }) => file.slice(0, file.indexOf('/'))))) {
    const list = load(files.get(`${folder}/kustomization.yaml`) ?? '{}') as { resources?: string[] };
    const there = objects
      .filter(({ file }) => file.startsWith(`${folder}/`))
      .map(({ file }) => file.slice(folder.length + 1));
    if (!isDeepStrictEqual([...(list.resources ?? [])].sort(), there.sort()))
      yield `${folder}/kustomization.yaml: lists other files than there are`;
  }
  for (const file of ['README.md', 'requires.yaml', 'secrets.required.yaml', 'inventory.json']) {
    if (!files.has(file)) yield `${file}: is missing`;
  }
  if ((JSON.parse(files.get('inventory.json') ?? '[]') as unknown[]).length !== objects.length)
    yield 'inventory.json: has not one line per object';
  for (const [file, text] of files) {
    if (neverThere.some((word) => text.includes(word)) && /\bundefined\b|\[object Object\]|\bNaN\b/.test(text))
      yield `${file}: holds a value that was never there`;
  }
}

function writeSite(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
