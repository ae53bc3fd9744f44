import { type Node, schedulableNodes } from '../cluster/cluster';
import type { Requirement } from '../site/room';
import { nodeResources } from '../storage';
import { type Check, cantTell, fail, few, named } from './check';
import type { Seen } from './seen';
import type { Wanted } from './wanted';

type Need = Requirement & { readonly look: string };

/** What somebody has to have seen on the machines themselves. */
const needsOf = ({ requirements }: Wanted): Need[] =>
  requirements.filter((one): one is Need => one.kind === 'node' && one.look !== undefined);

export const machineChecks: readonly Check[] = [
  {
    name: 'node packages',
    needs: [],
    idle: (wanted) =>
      needsOf(wanted).length === 0 ? 'the site needs nothing on the machines but Kubernetes' : undefined,
    passed: 'the storage engine finds on every machine what it needs',
    *find(wanted, { customs }) {
      for (const need of needsOf(wanted)) {
        const nodes = schedulableNodes(wanted.site.cluster).filter(({ name }) => need.nodes?.includes(name) ?? true);
        const found = nodes.map((node) => ({ node: node.name, ...foundBy(wanted, need, node, customs) }));
        for (const { node, said } of found.filter(({ there }) => there === false))
          yield fail(`${node} lacks ${need.name}: ${said}`, `chapter 2 of the runbook; then, on ${node}: ${need.look}`);
        const unknown = found.filter(({ there }) => there === undefined).map(({ node }) => node);
        if (unknown.length > 0)
          yield cantTell(
            `the API does not show ${need.name} on ${few(unknown)}: ${need.why}`,
            `on each of these machines: ${need.look}`,
          );
      }
    },
  },
];

/** What a storage engine says of it. */
function foundBy({ site }: Wanted, need: Need, node: Node, customs: Seen['customs']) {
  const said = nodeResources(site).flatMap(({ kind, says }) => {
    const resource = named(customs.get(kind) ?? [], node.name);
    return (resource && says(resource, need.name, node)) ?? [];
  });
  return said[0] ?? { there: undefined, said: '' };
}
