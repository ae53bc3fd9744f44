import { schedulableNodes } from '../cluster/cluster';
import { type Check, fail } from './check';
import type { Any } from './seen';

const spreadNames = 'names on every node: chapter 2 of the runbook';

export const networkChecks: readonly Check[] = [
  {
    name: 'names',
    needs: ['nameServers'],
    idle: ({ site: { cluster } }) =>
      schedulableNodes(cluster).length > 1 ? undefined : 'the names of the cluster are served by its only node',
    passed: 'the names of the cluster are served on more than one node',
    *find(_wanted, { nameServers }) {
      const [node, ...others] = new Set(nameServers);
      if (node === undefined) yield fail('nobody serves the names of the cluster', spreadNames);
      else if (others.length === 0)
        yield fail(`${node} alone serves the names of the cluster: lost with it, no pod finds another`, spreadNames);
    },
  },
  {
    name: 'ingress class',
    needs: ['ingressClasses'],
    idle: ({ site: { network } }) =>
      network.ingress.api === 'ingress' ? undefined : 'the site has a Gateway in place of an Ingress',
    passed: 'the ingress class is there',
    *find(
      {
        site: {
          network: { ingress },
        },
      },
      { ingressClasses },
    ) {
      if (!ingressClasses.includes(ingress.className))
        yield fail(
          `ingress class ${ingress.className} is not there: nobody answers`,
          'install the controller: chapter 2 of the runbook',
        );
    },
  },
  {
    name: 'address',
    needs: ['services'],
    idle: ({ site: { network } }) =>
      network.loadBalancer.assignsDeclaredAddress ? undefined : 'nodes answer on addresses of their own',
    passed: 'the entry has its address, and nobody else has it',
    *find(
      {
        site: {
          network: { loadBalancer },
        },
      },
      { services },
    ) {
      const at = ({ status }: Any): string[] => (status?.loadBalancer?.ingress ?? []).map(({ ip }: Any) => ip);
      const holders = services.filter((one) => at(one).includes(loadBalancer.address));
      const names = holders.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
      if (holders.length === 0)
        yield fail(
          `no Service has ${loadBalancer.address}`,
          'kubectl get services -A | grep LoadBalancer, then look at the pool and the Service’s annotations',
        );
      if (holders.length > 1)
        yield fail(`${names.join(' and ')} share ${loadBalancer.address}`, 'give the other one an address of its own');
    },
  },
];
