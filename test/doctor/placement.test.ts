import { isMet, type Taint, taintText, tolerates, wantsOf, wantText } from '../../lib/doctor/placement';
import type { LabelSelector } from '../../lib/kube/selector';

const met = (selector: LabelSelector, labels: Record<string, string>) => isMet({ who: '', oneOf: [selector] }, labels);
const expression = (operator: string, ...values: string[]) => ({
  matchExpressions: [{ key: 'cores', operator, values }],
});

test.each([
  ['In', expression('In', '4', '8'), { cores: '8' }, {}],
  ['NotIn', expression('NotIn', '4'), {}, { cores: '4' }],
  ['Exists', expression('Exists'), { cores: '' }, {}],
  ['DoesNotExist', expression('DoesNotExist'), {}, { cores: '4' }],
  ['Gt', expression('Gt', '4'), { cores: '8' }, { cores: '4' }],
  ['Lt', expression('Lt', '4'), { cores: '2' }, {}],
  ['an operator that nobody knows', expression('Like', '4'), undefined, { cores: '4' }],
  [
    'labels and expressions together',
    { matchLabels: { disk: 'ssd' }, ...expression('Exists') },
    { disk: 'ssd', cores: '1' },
    { disk: 'ssd' },
  ],
])('%s selects as Kubernetes has it', (_name, selector, yes, no) => {
  if (yes !== undefined) expect(met(selector, yes)).toBe(true);
  expect(met(selector, no)).toBe(false);
});

test('wishes are found wherever they stand, of which one term is enough', () => {
  const term = (value: string) => ({ matchExpressions: [{ key: 'zone', operator: 'In', values: [value] }] });
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term('a'), term('b')] } };
  const [want] = wantsOf({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'backup' },
    spec: { jobTemplate: { spec: { template: { spec: { affinity: { nodeAffinity: required } } } } } },
  });
  expect(want?.who).toBe('CronJob backup');
  expect(want && wantText(want)).toBe('zone In a, or zone In b');
  expect(want && isMet(want, { zone: 'b' })).toBe(true);
});

const taint: Taint = { key: 'dedicated', value: 'games', effect: 'NoSchedule' };

test.each([
  ['everything', { operator: 'Exists' }, true],
  ['the key', { key: 'dedicated', operator: 'Exists' }, true],
  ['key and value', { key: 'dedicated', value: 'games' }, true],
  ['another value', { key: 'dedicated', value: 'work' }, false],
  ['another effect', { key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false],
  ['another key', { key: 'gpu', operator: 'Exists' }, false],
])('a toleration of %s', (_name, toleration, expected) => {
  expect(tolerates(toleration, taint)).toBe(expected);
});

test('a taint reads as kubectl has it', () => {
  expect([taintText(taint), taintText({ key: 'gpu', effect: 'NoExecute' })]).toEqual([
    'dedicated=games:NoSchedule',
    'gpu:NoExecute',
  ]);
});
