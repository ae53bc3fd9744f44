import { storageRoom } from '../../lib/storage';
import { auditOf } from '../support/audit';
import { find, objectsOf, shipped } from '../support/site';

const jiva = shipped('microk8s-jiva');
const objects = objectsOf(jiva);
const named = (kind: string, name: string) => find(objects, kind, name);

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
