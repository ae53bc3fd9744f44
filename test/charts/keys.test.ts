import { hasKeys, leaves, unread } from './known';
import { byChart, charts } from './shipped';

// Helm accepts any key in silence: one that a chart does not read sets nothing.

const all = [...charts, ...byChart.map(([name, { chart }]) => [name, chart] as const)];
const known = all.filter(([, chart]) => hasKeys(chart));

test.each(known)('%s has every key that is set, with values of its type', (_, chart) => {
  expect(unread(chart)).toEqual([]);
});

test('a key that no chart reads is found, and a value of another type', () => {
  const [, metallb] = known.find(([name]) => name.startsWith('metallb')) ?? [];
  expect(metallb && unread({ ...metallb, values: { speaker: { frr: 'no', ignoreExcludeLb: true } } })).toEqual([
    expect.stringContaining('speaker.frr'),
    'speaker.ignoreExcludeLb: not read',
  ]);
});

test('every chart with a list of keys is looked at', () => {
  expect([...new Set(known.map(([, { chart }]) => chart))].sort()).toEqual([
    'cert-manager',
    'cloudnative-pg',
    'jiva',
    'longhorn',
    'mastodon',
    'metallb',
    'nfs-provisioner',
    'openebs',
    'plugin-barman-cloud',
  ]);
});

test.each(all)('%s says why each value is set', (_, { values, reasons }) => {
  const unsaid = leaves(values).filter(([path]) => {
    const steps = path.replaceAll('"', '').split('.');
    return !steps.some((_step, length) => reasons[steps.slice(0, length + 1).join('.')] !== undefined);
  });
  expect(unsaid).toEqual([]);
});
