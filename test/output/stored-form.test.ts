import { storedForm } from '../../lib/output/stored-form';

test('empty lists are left out wherever they stand, and what stands in lists stays', () => {
  const object = {
    kind: 'Pod',
    spec: { volumes: [], containers: [{ name: 'a', args: [] }, { name: 'b' }], nested: [[]] },
  };
  expect(storedForm(object)).toEqual({
    kind: 'Pod',
    spec: { containers: [{ name: 'a' }, { name: 'b' }], nested: [[]] },
  });
});

test('nothing is changed in what was given: parts of it may stand in other objects too', () => {
  const shared = { key: 'a', values: [] };
  const object = { kind: 'Pod', spec: { affinity: shared, args: ['x'] } };
  const before = structuredClone(object);
  expect(storedForm(object).spec.affinity).not.toHaveProperty('values');
  expect(object).toEqual(before);
});

test('an object without any is handed on as it is', () => {
  const object = { kind: 'Pod', spec: { containers: [{ name: 'a' }] } };
  expect(storedForm(object)).toBe(object);
});
