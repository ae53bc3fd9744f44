import type { Said } from '../../said';

export const networkServicelb: Readonly<Record<string, readonly Said[]>> = {
  'network/servicelb-needs-k3s': [
    { says: ['error at network.loadBalancer.engine: MicroK8s has no ServiceLB; allowed: metallb or host-ports'] },
  ],
};
