import { find, objectsOf } from '../support/site';
import { containersOf, envOf, home, jobOf, oneNode, podOf, stepsOf } from './support';

describe('the rehearsal', () => {
  const steps = containersOf(home, 'rehearsal');

  test('has a server beside it, on a volume that goes with the pod', () => {
    expect(steps.map(({ name }) => name)).toEqual(['server', 'rehearse', 'row', 'result']);
    expect(steps[0]).toMatchObject({ restartPolicy: 'Always', securityContext: { runAsUser: 999 } });
    const data = podOf(home, 'rehearsal').volumes.find(({ name }: { name: string }) => name === 'data');
    const { storageClassName } = data.ephemeral.volumeClaimTemplate.spec;
    expect(find(objectsOf(home), 'StorageClass', storageClassName).reclaimPolicy).toBe('Delete');
  });

  test('reaches nothing: no policy opens anything for it, no token is mounted', () => {
    const labels = jobOf(home, 'rehearsal').jobTemplate.spec.template.metadata.labels;
    const policies = objectsOf(home).filter(({ json }) => json.kind === 'NetworkPolicy' && json.spec.egress);
    for (const { json } of policies) {
      const { matchLabels = {}, matchExpressions = [] } = json.spec.podSelector;
      const byLabels = Object.entries(matchLabels).every(([label, value]) => labels[label] === value);
      const byWords = matchExpressions.every(
        ({ key, values }: { key: string; values: string[] }) => !values.includes(labels[key]),
      );
      expect({ policy: json.metadata.name, opens: byLabels && byWords }).toEqual({
        policy: json.metadata.name,
        opens: false,
      });
    }
    expect(podOf(home, 'rehearsal').automountServiceAccountToken).toBe(false);
    expect(podOf(home, 'rehearsal').serviceAccountName).toBeUndefined();
  });

  test('tries what the site itself reaches', () => {
    expect(envOf(steps[1]).MUST_NOT_REACH).toMatch(/^database-rw:5432 redis-0\.redis\..+:26379$/);
  });

  test('of a set in a bucket finds it fetched', () => {
    expect(stepsOf(oneNode, 'backup-fetch')).toEqual(['fetch']);
    expect(objectsOf(home).some(({ json }) => json.metadata.name === 'backup-fetch')).toBe(false);
  });
});
