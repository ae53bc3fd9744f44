import { policyProof } from '../mastodon/policy-proof';
import { enforcers, policyPluginsIn } from '../network';
import type { Site } from '../site/site';
import { type Check, cantTell, fail, few, nameIn, type Whole, type Wrong, warn } from './check';
import type { Any } from './seen';

export const policyChecks: readonly Check[] = [
  {
    name: 'policies',
    needs: ['nodes', 'daemonSets'],
    passed: 'a network plugin is there that enforces NetworkPolicies, on every node',
    *find({ site }, seen) {
      const found = policyPluginsIn(seen.daemonSets);
      const [enforcer] = found.filter(({ enforces }) => enforces === true);
      if (enforcer !== undefined) yield* everywhere(enforcer, site, seen.daemonSets);
      else if (site.cluster.distribution.hiddenPolicies !== undefined) yield* builtIn(site, seen);
      else if (found.some(({ enforces }) => enforces === false)) {
        const names = few(found.map(({ title }) => title));
        const message = `${names} enforces no NetworkPolicies, and nothing else is there that does: a pod that is broken into reaches the whole LAN`;
        yield (site.network.policiesEnforced ? fail : warn)(
          message,
          `install a plugin that does, e.g. ${enforcers[0]}`,
        );
      } else yield cantTell(`none of ${enforcers.join(', ')} is to be seen`, policyProof(site));
    },
  },
];

function* everywhere(enforcer: { title: string; of: string }, site: Site, daemonSets: readonly Any[]): Iterable<Wrong> {
  const { numberReady = 0, desiredNumberScheduled: wanted = 0 } =
    daemonSets.find((one) => nameIn(one) === enforcer.of)?.status ?? {};
  if (numberReady < wanted)
    yield warn(
      `${enforcer.title} is ready on ${numberReady} of ${wanted} nodes: new pods on the others get no policies`,
      `kubectl -n ${enforcer.of.replace('/', ' describe daemonset ')}`,
    );
  if (!site.network.policiesEnforced)
    yield warn(
      `${enforcer.title} enforces NetworkPolicies, and the declaration says that nothing does`,
      'declare network.policiesEnforced: true',
    );
}

/** A program without pods, as the arguments that nodes note of it let it be. */
function* builtIn(site: Site, { nodes }: Whole): Iterable<Wrong> {
  const { title, hiddenPolicies } = site.cluster.distribution;
  const { annotation = '', off = '' } = hiddenPolicies ?? {};
  const notes: string[] = nodes.flatMap(({ metadata }) => metadata.annotations?.[annotation] ?? []);
  if (notes.length === 0)
    yield cantTell(`no node notes what ${title} was started with (${annotation})`, policyProof(site));
  else if (notes.some((words) => words.includes(`"${off}"`)))
    yield (site.network.policiesEnforced ? fail : warn)(
      `${title} was started with ${off}, and nothing else is there that enforces NetworkPolicies`,
      `start it without ${off}, or install a plugin that enforces them, e.g. ${enforcers[0]}`,
    );
}
