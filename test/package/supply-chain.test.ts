import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// It installs, builds and packs, on a machine that may be busy.
jest.setTimeout(600_000);

const root = join(__dirname, '..', '..');
const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 2 ** 20 });

interface Locked {
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const locked = Object.entries(packages).filter(([path]) => path !== '');

describe('the lock', () => {
  const above = (path: string) => path.slice(0, path.lastIndexOf('/node_modules/'));
  const isInside = (path: string): boolean => {
    const holder = packages[above(path)];
    return holder !== undefined && (holder.integrity !== undefined || isInside(above(path)));
  };

  test("has the SHA-512 of every package; one that lies inside of another has that one's", () => {
    const without = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(without.filter(([path, { inBundle }]) => !inBundle || !isInside(path)).map(([path]) => path)).toEqual([]);
  });

  test('holds no link, no git and no other source than a registry', () => {
    expect(locked.filter(([, { link, resolved }]) => link || resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  test('names every package that would run a program when it is installed; none of them is, below', () => {
    const names = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    expect(names.map((path) => path.replace('node_modules/', ''))).toEqual([
      '@parcel/watcher',
      '@swc/core',
      'esbuild',
      'unrs-resolver',
    ]);
  });
});

describe('installed without any install script, in two folders', () => {
  let work: string;
  const [first, second] = ['a', join('another', 'and-a-much-longer', 'place')];
  const tarballs: string[] = [];

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'mammut-supply-'));
    const listed = run(root, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
    const files = listed.filter((file) => file !== '' && existsSync(join(root, file)));
    for (const place of [first, second].map((folder) => join(work, folder))) {
      for (const file of files.filter((one) => !/^(dist|bench|test\/(?!support|site|house))/.test(one))) {
        mkdirSync(dirname(join(place, file)), { recursive: true });
        cpSync(join(root, file), join(place, file));
      }
      if (tarballs.length === 0)
        run(place, 'npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund');
      else
        cpSync(join(work, first, 'node_modules'), join(place, 'node_modules'), {
          recursive: true,
          verbatimSymlinks: true,
        });
      run(place, process.execPath, 'scripts/build.mjs', '--library');
      run(place, 'npm', 'pack', '--ignore-scripts', '--pack-destination', dirname(place));
      const tarball = readdirSync(dirname(place)).find((file) => file.endsWith('.tgz'));
      tarballs.push(join(dirname(place), `${tarball}`));
    }
  });

  afterAll(() => rmSync(work, { recursive: true }));

  test('the tarball has the same bytes', () => {
    const [one, other] = tarballs.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
    expect(one).toBe(other);
  });

  test('the tarball holds what is used, and nothing else', () => {
    const files = run(work, 'tar', '-tzf', tarballs[0] as string)
      .split('\n')
      .filter(Boolean)
      .map((file) => file.replace(/^package\//, ''));
    const types = files.filter((file) => file.startsWith('build/types/'));
    expect(files.filter((file) => !types.includes(file)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'base.schema.json',
      'bin/mammut.js',
      'bin/start.js',
      'build/THIRD-PARTY-LICENSES.txt',
      'build/index.js',
      'build/mammut.js',
      'build/sbom.cdx.json',
      'package.json',
      'site.schema.json',
    ]);
    expect(types.filter((file) => !file.endsWith('.d.ts'))).toEqual([]);
    expect(types.length).toBeGreaterThan(1);
  });

  test('what is built renders, and tests run', () => {
    const place = join(work, first);
    const said = run(place, process.execPath, 'bin/mammut.js', 'synth', 'sites/home.yaml');
    expect(said).toContain('files in dist/home, written');
    const words = ['node_modules/jest/bin/jest.js', '--testMatch', '**/test/site/read.test.ts'];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: place, encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('Tests:') });
  });

  test('cdk8s synthesizes, and biome and TypeScript start', () => {
    const place = join(work, first);
    run(place, process.execPath, 'node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false');
    expect(run(place, 'node_modules/.bin/biome', '--version')).toMatch(/^Version: \d/);
    expect(run(place, 'node_modules/.bin/tsc', '--version')).toMatch(/^Version \d/);
  });
});

describe('what the bundles bring', () => {
  let work: string;
  let licences: (readonly [licence: string, name: string])[];

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'mammut-licences-'));
    licences = run(root, process.execPath, 'scripts/build.mjs', '--sbom', '--licences', '--out', work)
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]);
  });

  afterAll(() => rmSync(work, { recursive: true }));

  test('is under licences that may be handed on', () => {
    expect([...new Set(licences.map(([licence]) => licence))].sort()).toEqual(['Apache-2.0', 'ISC', 'MIT']);
  });

  test.each(['GPL-3.0-only', 'UNLICENSED', undefined])('a package under %s is refused', (license) => {
    const strange = JSON.stringify([{ name: 'strange', version: '1.0.0', license }]);
    const code = `import('./scripts/build/licenses.mjs').then(({ refused }) => console.log(refused(${strange})[0]))`;
    expect(run(root, process.execPath, '-e', code)).toBe(
      `strange 1.0.0 is under ${license ?? 'no licence'}; allowed: 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT\n`,
    );
  });

  test('is what the bill of materials lists, with the hashes of the lock', () => {
    const bill = JSON.parse(readFileSync(join(work, 'sbom.cdx.json'), 'utf8'));
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { name: 'mammut' } },
    });
    expect(bill.serialNumber ?? bill.metadata.timestamp).toBeUndefined();
    const components: { name: string; version: string; hashes: { content: string }[] }[] = bill.components;
    expect(components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(
      licences.map(([, name]) => name).sort(),
    );
    // It lies inside of cdk8s' own package.
    expect(components.filter(({ hashes }) => hashes.length === 0).map(({ name }) => name)).toEqual(['fast-json-patch']);
    const [hash] = components.find(({ name }) => name === 'yaml')?.hashes ?? [];
    const integrity = Buffer.from(hash?.content ?? '', 'hex').toString('base64');
    expect(packages['node_modules/yaml']?.integrity).toBe(`sha512-${integrity}`);
  });
});

describe('npm run audit', () => {
  /** The script with a stand-in for npm that says so and ends so. */
  function audit(said: string, code: number) {
    const folder = mkdtempSync(join(tmpdir(), 'mammut-audit-'));
    try {
      const text = join(folder, 'said');
      writeFileSync(text, said);
      writeFileSync(join(folder, 'npm'), `#!/bin/sh\n/bin/cat '${text}'\nexit ${code}\n`, { mode: 0o755 });
      const options = { cwd: root, encoding: 'utf8', env: { PATH: folder } } as const;
      const { status, stdout } = spawnSync(process.execPath, ['scripts/audit.mjs'], options);
      return { status, stdout };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('says that it was not run, and why, where the service does not answer', () => {
    expect(audit('{"message": "405 Method Not Allowed"}', 1)).toEqual({
      status: 0,
      stdout: "audit: not run: the registry's service gave no answer (405 Method Not Allowed)\n",
    });
    expect(audit('', 1).stdout).toBe("audit: not run: the registry's service gave no answer (nothing was said)\n");
  });

  test('fails for a known vulnerability', () => {
    const found = { vulnerabilities: { strange: { name: 'strange', severity: 'high', range: '<2' } } };
    expect(audit(JSON.stringify(found), 1)).toEqual({
      status: 1,
      stdout: 'high\tstrange <2\naudit: 1 packages with known vulnerabilities\n',
    });
    expect(audit('{"vulnerabilities": {}}', 0)).toEqual({
      status: 0,
      stdout: 'audit: 0 packages with known vulnerabilities\n',
    });
  });
});
