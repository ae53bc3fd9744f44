import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountGuard, mountGuardScript } from '../../lib/storage/mount-guard';
import { shipped } from '../support/site';
import { canMount, ownMounts, sh } from './support';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mount-guard-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const whenMounting = canMount ? test : test.skip;

/** Makes $1 a mount of its own beside $2, then runs the guard as the container would. */
const mounted = (mount: string) => `mkdir "$1" "$2"; ${mount}; ${mountGuardScript}\necho passed`;

whenMounting('passes a volume that is a filesystem of its own', () => {
  const paths = [join(folder, 'data'), join(folder, 'node-disk')];
  expect(sh(mounted('mount -t tmpfs -o size=1m none "$1"'), paths, ownMounts)).toMatchObject({
    code: 0,
    out: 'passed\n',
  });
});

whenMounting('refuses a bind mount of a folder on the same disk: it is a mount, but not the volume', () => {
  const paths = [join(folder, 'data'), join(folder, 'node-disk')];
  const { code, out, err } = sh(mounted('mkdir "$1-lost"; mount --bind "$1-lost" "$1"'), paths, ownMounts);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toContain("lies on the node's own disk");
});

test('refuses an empty folder that nothing was mounted on', () => {
  expect(sh(mountGuardScript, [folder, tmpdir()])).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${folder} is not mounted`),
  });
});

test('passes another device', () => {
  expect(statSync('/dev/shm').dev).not.toBe(statSync(folder).dev);
  expect(sh(mountGuardScript, ['/dev/shm', folder]).code).toBe(0);
});

test('refuses a folder that is not there', () => {
  expect(sh(mountGuardScript, [join(folder, 'gone'), folder]).code).not.toBe(0);
});

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
