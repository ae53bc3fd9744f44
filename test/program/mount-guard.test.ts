import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountGuardScript } from '../../lib/storage/mount-guard';
import { canMount, ownMounts, sh } from '../storage/support';

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
