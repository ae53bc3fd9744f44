import { type Announcer, containersOf } from './announcer';

/** Started with `--services`. Source: kube-vip.io/docs/installation/flags: svc_enable. */
const kubeVip: Announcer = {
  title: 'kube-vip',
  kinds: [],
  atWork: ({ daemonSets }) =>
    containersOf(daemonSets).find(
      ({ container }) =>
        container.name === 'kube-vip' &&
        container.env?.some(
          ({ name, value }: { name: string; value?: string }) => name === 'svc_enable' && value === 'true',
        ),
    )?.of,
  off: 'start it without --services, or with svc_enable: "false"',
};

const ciliumPools = 'ciliumloadbalancerippools.cilium.io';

/** It gives addresses as soon as there is a pool. Source: docs.cilium.io, LoadBalancer IP address management. */
const cilium: Announcer = {
  title: 'Cilium',
  kinds: [ciliumPools],
  atWork({ customs }) {
    const pool = customs.get(ciliumPools)?.find(({ spec }) => spec?.disabled !== true);
    return pool && `CiliumLoadBalancerIPPool ${pool.metadata.name}`;
  },
  off: 'give its pools a serviceSelector that leaves our Service out, or disabled: true',
};

/** What no site can declare, and what answers beside the declared one where it is there. */
export const otherAnnouncers: readonly Announcer[] = [kubeVip, cilium];
