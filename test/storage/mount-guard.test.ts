import { mountGuard, mountGuardScript } from '../../lib/storage/mount-guard';
import { shipped } from '../support/site';

const mount = { image: 'postgres:17', volume: 'data', mountPath: '/var/lib/postgresql/data' };

test('guards the classes that are devices of their own, and no other', () => {
  const { replicated, shared, perNode } = shipped('microk8s-jiva').storage;
  const guarded = (one: typeof perNode) => one && mountGuard(one, mount).initContainers.length > 0;
  expect([guarded(replicated), guarded(shared), guarded(perNode)]).toEqual([true, true, false]);
});

test('runs with the data volume, the node’s disk and the workload’s own image, restricted', () => {
  const { replicated } = shipped('microk8s-jiva').storage;
  if (!replicated) throw new Error('the site fills the role');
  const { initContainers, volumes } = mountGuard(replicated, mount);
  expect(initContainers).toEqual([
    expect.objectContaining({
      name: 'mount-guard',
      image: 'postgres:17',
      command: ['sh', '-ec', mountGuardScript, 'mount-guard', '/var/lib/postgresql/data', '/node-disk'],
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/postgresql/data' },
        { name: 'node-disk', mountPath: '/node-disk' },
      ],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    }),
  ]);
  expect(volumes).toEqual([{ name: 'node-disk', emptyDir: { sizeLimit: '1Mi' } }]);
});
