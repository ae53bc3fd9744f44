import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// It starts other programs, on a machine that may be busy.
jest.setTimeout(60_000);

const root = join(__dirname, '..', '..');
const mebibyte = 1024 * 1024;

describe('the package', () => {
  let work: string;
  let user: string;
  const run = (cwd: string, command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'mammut-'));
    user = join(work, 'user');
    mkdirSync(user);
    writeFileSync(join(user, 'package.json'), '{}');
    run(root, process.execPath, 'scripts/build.mjs', '--library');
    run(root, 'npm', 'pack', '--ignore-scripts', '--pack-destination', work);
    const tarball = readdirSync(work).find((file) => file.endsWith('.tgz'));
    run(user, 'npm', 'install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', join(work, `${tarball}`));
  });

  afterAll(() => rmSync(work, { recursive: true }));

  test('installs as one package, without the network', () => {
    const { packages } = JSON.parse(readFileSync(join(user, 'node_modules/.package-lock.json'), 'utf8'));
    expect(Object.keys(packages)).toEqual(['node_modules/mammut']);
  });

  test('holds what a user needs, in less than 5 MiB', () => {
    const folder = join(user, 'node_modules/mammut');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const size = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
    expect(size).toBeLessThan(5 * mebibyte);
    const { files: expected } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const names = expected.map((name: string) => name.split('/')[0]);
    expect(readdirSync(folder).sort()).toEqual([...new Set([...names, 'package.json'])].sort());
    const built = ['THIRD-PARTY-LICENSES.txt', 'index.js', 'mammut.js', 'sbom.cdx.json', 'types'];
    expect(readdirSync(join(folder, 'build')).sort()).toEqual(built);
  });

  test('is a library with types, for those who have cdk8s', () => {
    const { main, types } = JSON.parse(readFileSync(join(user, 'node_modules/mammut/package.json'), 'utf8'));
    const declarations = readFileSync(join(user, 'node_modules/mammut', types), 'utf8');
    symlinkSync(join(root, 'node_modules/cdk8s'), join(user, 'node_modules/cdk8s'));
    symlinkSync(join(root, 'node_modules/constructs'), join(user, 'node_modules/constructs'));
    const print = 'process.stdout.write(Object.keys(require("mammut")).join(" "))';
    const names = run(user, process.execPath, '-e', print).split(' ');
    expect(main).toBe('build/index.js');
    for (const name of names) expect(declarations).toContain(name);
  });

  test('leaves an object of its constructs to whom it belongs: patches and lazy values reach it', () => {
    const program = `
      const { App, Chart, JsonPatch, Lazy, ApiObject } = require('cdk8s');
      const { MetalLbPools } = require('mammut');
      const chart = new Chart(new App(), 'home');
      new MetalLbPools(chart, 'pools', { pools: [{ name: 'lan', addresses: ['192.168.1.240/32'] }] });
      const pool = chart.node.findAll().find((one) => ApiObject.isApiObject(one) && one.kind === 'IPAddressPool');
      pool.addJsonPatch(JsonPatch.add('/spec/avoidBuggyIPs', true));
      pool.metadata.addLabel('late', Lazy.any({ produce: () => 'yes' }));
      process.stdout.write(JSON.stringify(pool.toJson()));`;
    const { metadata, spec } = JSON.parse(run(user, process.execPath, '-e', program));
    expect(metadata.labels).toMatchObject({ late: 'yes' });
    expect(spec).toMatchObject({ addresses: ['192.168.1.240/32'], avoidBuggyIPs: true });
  });

  test('runs', () => {
    expect(run(user, 'npx', '--offline', 'mammut', '--help')).toMatch(/^Usage: mammut /);
  });
});
