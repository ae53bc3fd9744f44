import { find, objectsOf } from '../support/site';
import { containersOf, envOf, home, jobOf, oneNode, stepsOf } from './support';

describe('the restore', () => {
  const steps = containersOf(home, 'restore');

  test('is inert, and its steps come in order', () => {
    expect(jobOf(home, 'restore').suspend).toBe(true);
    expect(steps.map(({ name }) => name)).toEqual(['claim', 'prepare', 'stop', 'swap', 'queues', 'start']);
    expect(stepsOf(oneNode, 'restore').slice(0, 2)).toEqual(['claim', 'fetch']);
  });

  test('is never ended by the clock, since it has stopped the site', () => {
    const { activeDeadlineSeconds, template } = jobOf(home, 'restore').jobTemplate.spec;
    expect(activeDeadlineSeconds).toBeUndefined();
    expect(template.spec.activeDeadlineSeconds).toBeUndefined();
  });

  test('asks the API server in four steps, and only these see the token', () => {
    const withToken = steps.filter(({ volumeMounts = [] }) =>
      volumeMounts.some(({ mountPath }) => mountPath.startsWith('/var/run/secrets/')),
    );
    expect(withToken.map(({ name }) => name)).toEqual(['claim', 'stop', 'swap', 'start']);
  });

  test('may do what it needs, by name', () => {
    const { rules } = find(objectsOf(home), 'Role', 'restore') as unknown as {
      rules: { resources: string[]; resourceNames?: string[]; verbs: string[] }[];
    };
    expect(rules.map(({ resources, resourceNames, verbs }) => [resources[0], resourceNames ?? [], verbs])).toEqual([
      ['leases', ['mastodon-restore'], ['get', 'patch']],
      ['deployments/scale', ['web', 'streaming', 'sidekiq', 'sidekiq-scheduler'], ['get', 'patch']],
      ['cronjobs', ['remove-remote-media', 'remove-preview-cards'], ['patch']],
      ['pods', [], ['list']],
    ]);
    for (const name of ['web', 'streaming', 'sidekiq', 'sidekiq-scheduler'])
      expect(find(objectsOf(home), 'Deployment', name).metadata.name).toBe(name);
    expect(find(objectsOf(home), 'Lease', 'mastodon-restore').spec).toBeUndefined();
  });

  test('waits longer for pods to stop than any of them may take', () => {
    const stop = steps.find(({ name }) => name === 'stop');
    const graces = objectsOf(home)
      .filter(({ json }) => json.kind === 'Deployment')
      .map(({ json }) => json.spec.template.spec.terminationGracePeriodSeconds as number);
    expect(Number(envOf(stop).STOP_TIMEOUT)).toBeGreaterThan(Math.max(...graces));
  });

  test('the caretaker is told the same counts, and looks every two minutes', () => {
    const { schedule, concurrencyPolicy } = jobOf(home, 'restore-caretaker');
    expect([schedule, concurrencyPolicy]).toEqual(['*/2 * * * *', 'Replace']);
    const [caretaker] = containersOf(home, 'restore-caretaker');
    expect(envOf(caretaker).DEPLOYMENTS).toEqual(envOf(steps.find(({ name }) => name === 'stop')).DEPLOYMENTS);
  });
});
