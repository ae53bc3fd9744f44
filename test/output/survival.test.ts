import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LossRow, lossRows } from '../../lib/output/survival';
import type { ShippedSite } from '../../lib/site/rule';
import { type Loss, losses } from '../../lib/site/survival';
import { synthesize } from '../../lib/synthesize';
import { declaration, shipped } from '../support/site';

const rowsOf = (site: ShippedSite, overlay = '') => lossRows(shipped(site, overlay));
const costs = (rows: readonly LossRow[]) => Object.fromEntries(rows.map(({ loss, cost }) => [loss, cost]));
const fateOf = (rows: readonly LossRow[], loss: Loss, part: string) =>
  rows.find((row) => row.loss === loss)?.fates.find((fate) => fate.part === part);

test('three machines that replicate everything come back from the loss of one by themselves, and wait after two', () => {
  expect(costs(rowsOf('home'))).toEqual({
    node: 'a moment',
    'two-nodes': 'until it is back',
    primary: 'a moment',
    disk: 'a moment',
    power: 'a moment',
    line: 'until it is back',
    backups: 'nothing',
    building: 'a restore',
  });
});

test('one machine: its loss is waited for, its disk is restored', () => {
  const { node, disk, building } = costs(rowsOf('one-node'));
  expect({ node, disk, building }).toEqual({ node: 'until it is back', disk: 'a restore', building: 'a restore' });
  expect(rowsOf('one-node').some(({ loss }) => loss === 'two-nodes')).toBe(false);
});

test('a single database on a volume that nothing fences waits for a person', () => {
  expect(costs(rowsOf('microk8s-jiva')).node).toBe('a command');
  expect(fateOf(rowsOf('microk8s-jiva'), 'node', 'PostgreSQL')?.cost).toBe('a command');
});

test('without a backup a lost disk that nobody copies is the end', () => {
  expect(costs(rowsOf('one-node', 'backup: none'))).toMatchObject({ disk: 'everything', building: 'everything' });
});

test('sets that lie in the building go with it', () => {
  expect(costs(rowsOf('home', 'backup: {to: {s3: null}}')).building).toBe('everything');
});

test('search may be away: the server goes on without it', () => {
  const rows = rowsOf('home', 'search: {engine: elasticsearch, on: perNode}');
  expect(fateOf(rows, 'node', 'search')?.cost).toBe('until it is back');
  expect(costs(rows).node).toBe('a moment');
});

test('two servers of five outlive two lost machines; of three they do not', () => {
  const five = `cluster: {nodes: [${['a', 'b', 'c', 'd', 'e']
    .map((name, at) => `{name: ${name}, address: 192.168.1.${11 + at}, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}`)
    .join(', ')}]}\ndatabase: {instances: 5}\nredis: {instances: 5}`;
  expect(costs(rowsOf('home', five))['two-nodes']).toBe('a moment');
});

test('a control plane of one that runs pods as well is never moved away from', () => {
  const agents = `cluster: {distribution: k3s, nodes: [${['a', 'b', 'c']
    .map(
      (name, at) =>
        `{name: ${name}, address: 192.168.1.${11 + at}, memory: 16Gi, disk: 250Gi, controlPlane: ${at === 0}}`,
    )
    .join(', ')}]}\nnetwork: {loadBalancer: {install: chart}}`;
  expect(fateOf(rowsOf('home', agents), 'node', 'PostgreSQL')?.cost).toBe('until it is back');
});

describe('what is called measured was', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'recovery.md'), 'utf8').split('\n');
  const sites: [ShippedSite, string?][] = [
    ['home'],
    ['microk8s-jiva'],
    ['one-node'],
    ['home', 'network: {ingress: {controller: addon}}'],
    ['home', 'database: {engine: standalone, size: 20Gi}\nredis: {mode: single}'],
  ];
  const fates = sites
    .flatMap(([site, overlay]) => rowsOf(site, overlay))
    .flatMap((row) => row.fates)
    .filter(({ measured }) => measured?.startsWith('`'));

  test('many are', () => {
    expect(new Set(fates.map(({ measured }) => measured)).size).toBeGreaterThan(4);
  });

  test.each(fates.map(({ part, loss, measured = '', time = '' }) => [`${loss}, ${part}`, measured, time]))(
    '%s: %s has its figures in docs/recovery.md',
    (_name, measured, time) => {
      const rows = page.filter((line) => line.includes(measured)).join('\n');
      expect(rows).not.toBe('');
      for (const [, figure = ''] of time.matchAll(/([\d.]+) (?:s\b|to)/g)) expect(rows).toContain(figure);
    },
  );
});

test('each loss is a row of the runbook, with a link to a chapter that is there', () => {
  const { files } = synthesize(declaration('home'));
  const readme = files.get('README.md') ?? '';
  const section = readme.slice(readme.indexOf('## What survives which loss'), readme.indexOf('## 1. '));
  expect(section.match(/^\| (?!lost|---)/gm)).toHaveLength(losses.length);
  const links = [...section.matchAll(/\[([^\]]+)\]\(#(\d+)-[^)]+\)/g)];
  expect(links.length).toBeGreaterThan(4);
  for (const [, title, number] of links) expect(readme).toContain(`\n## ${number}. ${title}\n`);
});
