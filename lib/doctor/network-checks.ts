import { type Check, fail } from './check';
import type { Any } from './seen';

export const networkChecks: readonly Check[] = [
  {
    name: 'ingress class',
    needs: ['ingressClasses'],
    passed: 'the ingress class is there',
    *find({ network: { ingress } }, { ingressClasses }) {
      if (ingress.api === 'ingress' && !ingressClasses.includes(ingress.className))
        yield fail(
          `ingress class ${ingress.className} is not there: nobody answers`,
          'install the controller: chapter 2 of the runbook',
        );
    },
  },
  {
    name: 'address',
    needs: ['services'],
    passed: 'the entry has its address, and nobody else has it',
    *find({ network: { loadBalancer } }, { services }) {
      if (!loadBalancer.assignsDeclaredAddress) return;
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
