import { requirementsOf } from '../../lib/output/objects';
import { longhornSays } from '../../lib/storage/longhorn-nodes';
import { shipped } from '../support/site';

const sites = [
  shipped('home'),
  shipped('microk8s-jiva'),
  shipped('home', 'cluster: {distribution: talos}\nnetwork: {loadBalancer: {install: chart}}'),
];

test('the command that shows a package on a machine is one of the runbook’s', () => {
  const needs = sites.flatMap(requirementsOf).filter(({ look }) => look !== undefined);
  expect(new Set(needs.map(({ name }) => name)).size).toBeGreaterThan(3);
  expect(needs.filter(({ commands, look = '' }) => !commands.includes(look)).map(({ name }) => name)).toEqual([]);
});

test('two rooms that need the same of a machine ask for it once', () => {
  const names = requirementsOf(shipped('home')).flatMap(({ kind, name }) => (kind === 'node' ? [name] : []));
  expect(names).toEqual([...new Set(names)]);
});

describe('what Longhorn says of a machine', () => {
  const [node] = shipped('home').cluster.nodes;
  if (node === undefined) throw new Error('a site without nodes');
  const says = (need: string, ...conditions: object[]) =>
    longhornSays({ status: { conditions } } as Parameters<typeof longhornSays>[0], need, node)?.there;
  const packages = (status: string, message = '') => ({ type: 'RequiredPackages', status, message });

  test.each([
    ['there', packages('True'), true, true],
    ['missing', packages('False', 'Missing packages: [nfs-utils iscsi-initiator-utils]'), false, false],
    ['one missing', packages('False', 'Missing packages: [nfs-common cryptsetup]'), true, false],
    ['not looked at', packages('False', 'Failed to get namespace executor: timeout'), undefined, undefined],
    ['of a system that it does not know', { type: 'Ready', status: 'True' }, undefined, undefined],
  ])('packages %s', (_name, condition, iscsi, nfs) => {
    expect([says('iSCSI initiator', condition), says('NFS client', condition)]).toEqual([iscsi, nfs]);
  });

  test('multipathd that runs may leave its devices alone, so only its absence proves something', () => {
    expect(says('multipathd', { type: 'Multipathd', status: 'True' })).toBe(true);
    expect(says('multipathd', { type: 'Multipathd', status: 'False' })).toBeUndefined();
  });

  test('of other engines’ folders it says nothing', () => {
    expect(says('second disk for openebs-hostpath', packages('True'))).toBeUndefined();
  });
});
