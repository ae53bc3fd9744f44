import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// It starts other programs, on a machine that may be busy.
jest.setTimeout(60_000);

const root = join(__dirname, '../..');
const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
const build = (out: string, ...options: string[]) => node('scripts/build.mjs', '--out', out, ...options);

function contents(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]));
}

describe('the build', () => {
  let work: string;

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'mammut-'));
    build(join(work, 'build'));
  });

  afterAll(() => rmSync(work, { recursive: true }));

  test('gives the same bytes twice', () => {
    build(join(work, 'again'));
    expect(contents(join(work, 'again'))).toEqual(contents(join(work, 'build')));
  });

  test('renders every site as a build without its rewriting plugins does', () => {
    build(join(work, 'plain'), '--plain');
    cpSync(join(root, 'sites'), join(work, 'sites'), { recursive: true });
    const sites = readdirSync(join(work, 'sites')).filter((file) => file.endsWith('.yaml'));
    expect(sites.length).toBeGreaterThan(0);
    const render = (program: string) => {
      const out = join(work, `${program}-out`);
      node(join(work, program, 'mammut.js'), 'synth', '--out', out, ...sites.map((site) => join(work, 'sites', site)));
      return contents(out);
    };
    const rendered = render('build');
    expect(rendered.size).toBeGreaterThan(0);
    expect(rendered).toEqual(render('plain'));
  });

  test('changes no kind of Kubernetes, used or not', () => {
    expect(node('test/package/compare-kinds.mjs')).toMatch(/^\d{3} equal\n$/);
  });

  test('writes every kind and part of Kubernetes as the code that was generated for it does', () => {
    expect(node('test/package/write-kinds.mjs')).toMatch(/^\d{3} equal\n$/);
  });

  test('names no path of this machine, and the licence of what it contains', () => {
    for (const [, text] of contents(join(work, 'build'))) expect(text).not.toContain(root);
    const licenses = readFileSync(join(work, 'build/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs', 'js-yaml', 'valibot', 'yaml']) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });
});
