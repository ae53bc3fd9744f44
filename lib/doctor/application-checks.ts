import { type Check, fail, few } from './check';

/** Shape: `postgresql.cnpg.io/v1/Cluster`, whatever the version. */
const sameKind = (one: string, other: string): boolean => {
  const [group, , kind] = one.split('/');
  const [otherGroup, , otherKind] = other.split('/');
  return kind !== undefined && group === otherGroup && kind === otherKind;
};

export const applicationChecks: readonly Check[] = [
  {
    name: 'kinds',
    needs: ['kinds'],
    passed:
      'every operator and controller that the site needs has brought its kinds, in the versions that are rendered',
    *find({ objects, requirements }, { kinds }) {
      for (const { name, provides } of requirements) {
        const missing = (provides?.crds ?? []).filter((kind) => !kinds.includes(kind));
        if (missing.length > 0)
          yield fail(`${name}: ${missing.join(', ')} not there`, 'install it: chapter 2 of the runbook');
      }
      const custom = objects.map(({ json }) => `${json.apiVersion}/${json.kind}`);
      const unserved = custom.filter((one) => !kinds.includes(one) && kinds.some((known) => sameKind(one, known)));
      if (unserved.length > 0)
        yield fail(
          `${few([...new Set(unserved)])} rendered, and served in other versions only`,
          'bring the chart or addon to the version in the lock: chapter 2 of the runbook',
        );
    },
  },
  {
    name: 'secrets',
    needs: ['secrets'],
    passed: 'every Secret is there, with its keys',
    *find({ site, secrets: needed }, { secrets }) {
      for (const { name, namespace, keys, madeBy } of needed) {
        if (namespace !== site.namespace) continue;
        const held = secrets.get(name);
        const fix =
          madeBy === 'you' ? 'npx mammut secrets <declaration>' : `${madeBy} makes it: look at what that says`;
        if (held === undefined) yield fail(`Secret ${name} is not there: pods that read it never start`, fix);
        else {
          const missing = keys.filter(({ key }) => !held.includes(key)).map(({ key }) => key);
          if (missing.length > 0) yield fail(`Secret ${name} lacks ${missing.join(', ')}`, fix);
        }
      }
    },
  },
];
