import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storageRoom } from '../../lib/storage';
import { canaryScripts } from '../../lib/storage/canary';
import type { VolumeClass } from '../../lib/storage/storage';
import { auditOf } from '../support/audit';
import { find, objectsOf, shipped } from '../support/site';
import { canMount, ownMounts, sh } from './support';

const jiva = shipped('microk8s-jiva');
const objects = objectsOf(jiva);
const named = (kind: string, name: string) => find(objects, kind, name);
const classOf = (role: 'perNode' | 'replicated' | 'shared'): VolumeClass => {
  const filled = jiva.storage[role];
  if (!filled) throw new Error(`${role} is filled`);
  return filled;
};

describe('the objects', () => {
  test('run nothing when applied: CronJobs are suspended, claims wait for their first pod', () => {
    const ours = objects.filter((one) => one.file.startsWith('operations/canary-'));
    expect(new Set(ours.map((one) => one.json.kind))).toEqual(new Set(['CronJob', 'PersistentVolumeClaim']));
    for (const { json } of ours) {
      if (json.kind === 'CronJob') expect(json.spec.suspend).toBe(true);
      else expect(named('StorageClass', json.spec.storageClassName).volumeBindingMode).toBe('WaitForFirstConsumer');
    }
  });

  test.each(['home', 'microk8s-jiva', 'one-node'] as const)(
    'in %s no law of the audit is broken by a trial',
    (name) => {
      expect(auditOf(shipped(name)).filter((one) => one.includes('canary'))).toEqual([]);
    },
  );

  test.each([
    ['canary-replicated', 'jiva-r3'],
    ['canary-per-node', 'openebs-hostpath-retain'],
  ])('%s makes the very volumes of %s, and leaves none behind', (canary, data) => {
    const { metadata: one, ...trial } = named('StorageClass', canary);
    const { metadata: other, ...real } = named('StorageClass', data);
    expect(one.annotations).toEqual(other.annotations);
    expect([trial.provisioner, trial.parameters]).toEqual([real.provisioner, real.parameters]);
    expect(trial.reclaimPolicy).toBe('Delete');
    expect(real.reclaimPolicy).toBe('Retain');
  });

  test("a trial of NFS stands on a trial's volume, so that its backend goes as well", () => {
    expect(named('StorageClass', 'canary-shared').metadata.annotations?.['cas.openebs.io/config']).toContain(
      '"canary-replicated"',
    );
  });

  const nodes = (name: string) =>
    named('CronJob', name).spec.jobTemplate.spec.template.spec.affinity.nodeAffinity
      .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0];

  test('what moves is read on another node than it was written on', () => {
    for (const role of ['replicated', 'shared']) {
      expect(nodes(`canary-${role}-write`)).toMatchObject({ operator: 'In', values: ['desktop'] });
      expect(nodes(`canary-${role}-read`)).toMatchObject({ operator: 'NotIn', values: ['desktop'] });
    }
  });

  test('what is bound to its node is read there', () => {
    expect(nodes('canary-per-node-read')).toMatchObject({ operator: 'In', values: ['desktop'] });
  });

  test('shared claims ask for ReadWriteMany, others for ReadWriteOnce', () => {
    expect(named('PersistentVolumeClaim', 'canary-shared').spec.accessModes).toEqual(['ReadWriteMany']);
    expect(named('PersistentVolumeClaim', 'canary-replicated').spec.accessModes).toEqual(['ReadWriteOnce']);
  });

  test("another's class is not tried: we can not make a second one like it", () => {
    const site = shipped(
      'home',
      'storage: {shared: {engine: existing, className: theirs, reclaimPolicy: Retain, accessModes: [ReadWriteMany], nodeBound: false}}',
    );
    expect(objectsOf(site).filter((one) => one.file.includes('canary-shared'))).toEqual([]);
  });

  test('the runbook starts every Job that is there, before Mastodon comes', () => {
    const text = storageRoom
      .runbook(jiva)
      .filter((one) => one.chapter === 'platform')
      .map((one) => one.text)
      .join('\n');
    for (const { json } of objects) {
      if (json.kind === 'CronJob' && json.metadata.name.startsWith('canary-'))
        expect(text).toContain(json.metadata.name);
    }
  });
});

describe('the scripts, run by sh', () => {
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
});
