import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canaryScripts } from '../../lib/storage/canary';
import type { VolumeClass } from '../../lib/storage/storage';
import { canMount, ownMounts, sh } from '../storage/support';
import { shipped } from '../support/site';

const { storage } = shipped('microk8s-jiva');
const classOf = (role: 'perNode' | 'replicated' | 'shared'): VolumeClass => {
  const filled = storage[role];
  if (!filled) throw new Error(`${role} is filled`);
  return filled;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const local = classOf('perNode');
const args = (limit = '2097152') => [folder, tmpdir(), limit];

test('what was written is read back, and both ends are named', () => {
  const written = sh(canaryScripts.write(local), args());
  expect(written).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^written on alpha, device \d+, \S+: [0-9a-f]{64}\n$/),
  });
  const read = sh(canaryScripts.read(local), args());
  expect(read).toMatchObject({ code: 0, out: expect.stringContaining('written on alpha, read on alpha') });
  expect(read.out.trimEnd()).toMatch(/the same bytes$/);
});

test('an empty volume is an error, not an empty success', () => {
  expect(sh(canaryScripts.read(local), args())).toMatchObject({
    code: 1,
    err: expect.stringContaining('holds nothing'),
  });
});

test('one changed byte is found', () => {
  sh(canaryScripts.write(local), args());
  const written = readFileSync(join(folder, 'canary'));
  written.writeUInt8(written.readUInt8(0) ^ 1, 0);
  writeFileSync(join(folder, 'canary'), written);
  expect(sh(canaryScripts.read(local), args()).code).not.toBe(0);
});

test("a volume on the node's own disk is refused before a byte is written", () => {
  expect(sh(canaryScripts.write(classOf('replicated')), args())).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining("node's own disk"),
  });
});

const whenMounting = canMount ? test : test.skip;
const onTmpfs = (size: string, script: string) => `mount -t tmpfs -o size=${size} none "$1"\n${script}`;

whenMounting('a device of its own within the size of the claim passes', () => {
  const script = onTmpfs('1g', `${canaryScripts.write(classOf('shared'))}\n${canaryScripts.read(classOf('shared'))}`);
  expect(sh(script, args(), ownMounts)).toMatchObject({ code: 0, out: expect.stringContaining('the same bytes') });
});

whenMounting('a device as large as a disk is refused: an NFS server that lost its volume exports its own', () => {
  const script = onTmpfs('3g', canaryScripts.write(classOf('shared')));
  expect(sh(script, args(), ownMounts)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('3145728 KiB, more than the claim'),
  });
});
