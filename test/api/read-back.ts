import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { type Rendered, render } from '../../lib/output/render';
import { valuesFile } from '../../lib/output/requires';
import { toYaml } from '../../lib/output/yaml';
import { declare } from '../../lib/site/declare';
import { readLock } from '../../lib/site/lock';
import { currentVersions, type Versions } from '../../lib/site/versions';
import { nasty, nastyLines, unseen, withNasty } from '../random/nasty';
import { validSites } from '../random/sites';
import { goProgram } from '../support/go-program';
import { remove, removeAtEnd } from './processes';
import type { Row } from './report';

/** A YAML file of ours and the value that it was written from. */
interface Written {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
}

/** Has Go's YAML parsers read every file of the shipped sites and of made-up ones, and compares with what was meant. */
export async function checkReadBack(sites: number): Promise<Row> {
  const files = [...emitted(), ...shipped(), ...madeUp(sites)];
  const told = await readByGo([...misread, ...files]);
  const complaints = files.flatMap((file, index) => differences(file, told[misread.length + index]));
  const missed = misread.filter((file, index) => differences(file, told[index]).length === 0);
  const row = { version: 'Go', site: `${files.length} YAML files read back`, objects: files.length, pods: 0 };
  return {
    ...row,
    accepted: files.length - complaints.length,
    complaints: { 'read back': complaints, 'finds what is misread': missed.map(({ text }) => text) },
  };
}

/** What JavaScript means by a text and Go does not: a check that has never failed proves nothing. */
const misread: readonly Written[] = ['yes', '0o17', '1_000', '2001-01-01', '12:34:56\nb: 010', '~'].map(
  (scalar, index) => ({ name: `misread-${index}.yaml`, text: `a: ${scalar}\n`, value: { a: scalar } }),
);

/** What the emitter makes of texts that others misread, as values and as keys. */
function emitted(): Written[] {
  const texts = [...nasty, ...nastyLines, ...unseen, ...nasty.flatMap((text) => [`${text} `, `-${text}`, `${text}:`])];
  const value = { values: texts, keys: Object.fromEntries(texts.map((text, index) => [text, index])) };
  return [{ name: 'emitted.yaml', text: toYaml(value), value }];
}

function shipped(): Written[] {
  const read = (name: string) => readFileSync(join('sites', name), 'utf8');
  return readdirSync('sites')
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      const { versions } = readLock(read(file.replace(/yaml$/, 'lock')));
      return writtenBy(file.replace('.yaml', ''), declared(read(file), versions));
    });
}

/** Half of them with texts that others misread wherever a declaration takes some. */
function madeUp(count: number): Written[] {
  return [...validSites(21, count, 0)].flatMap(({ value, index, text }) =>
    writtenBy(
      `made-up-${index}`,
      declared(index % 2 === 0 ? text : JSON.stringify(withNasty(value, index)), currentVersions),
    ),
  );
}

function declared(text: string, versions: Versions): Rendered {
  const { site, findings, defaults } = declare(text, versions);
  if (site === undefined) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return render(site, { warnings: findings, defaults });
}

function writtenBy(site: string, { objects, requirements, files }: Rendered): Written[] {
  const meant = new Map<string, unknown>([
    ...objects.map(({ file, json }) => [file, json] as const),
    ...requirements.flatMap(({ chart }) => (chart ? [[valuesFile(chart.chart), chart.values] as const] : [])),
  ]);
  return [...files]
    .filter(([name]) => name.endsWith('.yaml'))
    .map(([name, text]) => ({ name: `${site}/${name}`, text, value: meant.has(name) ? meant.get(name) : parse(text) }));
}

interface Told {
  readonly kubernetes?: unknown;
  readonly kustomize?: unknown;
  readonly error?: string;
}

async function readByGo(files: readonly Written[]): Promise<Told[]> {
  const program = await goProgram({ name: 'yaml', folders: [join(process.cwd(), 'test/api/yaml')] });
  const folder = mkdtempSync(join(tmpdir(), 'mammut-read-back-'));
  removeAtEnd(folder);
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const said = await fed(program, files.map(({ name }) => `${join(folder, name)}\n`).join(''));
  remove(folder);
  return said
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told);
}

function fed(program: string, input: string): Promise<string> {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
}

function differences({ name, value }: Written, told: Told | undefined): string[] {
  if (told === undefined || told.error !== undefined) return [`${name}: ${told?.error ?? 'was not read'}`];
  const meant = JSON.parse(JSON.stringify(value));
  return (['kubernetes', 'kustomize'] as const).flatMap((reader) => {
    if (isDeepStrictEqual(told[reader], meant)) return [];
    return [`${name}: ${reader} reads ${firstDifference(meant, told[reader])}`];
  });
}

function firstDifference(meant: unknown, read: unknown, path = ''): string {
  if (typeof meant === 'object' && typeof read === 'object' && meant !== null && read !== null) {
    for (const key of new Set([...Object.keys(meant), ...Object.keys(read)])) {
      const [one, other] = [meant, read].map((map) => (map as Record<string, unknown>)[key]);
      if (!isDeepStrictEqual(one, other)) return firstDifference(one, other, `${path}.${key}`);
    }
  }
  return `${JSON.stringify(read)} at ${path}, meant was ${JSON.stringify(meant)}`;
}
