import type { Any } from '../../lib/doctor/seen';
import { broken, type Fault, over } from './fault';

const excluded = 'node.kubernetes.io/exclude-from-external-load-balancers';

const pools = ({ customs }: Any): Any[] => customs.get('ipaddresspools.metallb.io');
const pool = (name: string, addresses: string[]) => ({ metadata: { name }, spec: { addresses, autoAssign: false } });

/** A program on every node. */
const runs = ({ daemonSets }: Any, name: string, container: object) =>
  daemonSets.push({
    metadata: { name, namespace: 'kube-system' },
    spec: { template: { spec: { containers: [container] } } },
    status: { desiredNumberScheduled: 3, numberReady: 3 },
  });

const without = (name: string) => (cluster: Any) => {
  cluster.daemonSets = cluster.daemonSets.filter(({ metadata }: Any) => metadata.name !== name);
};

const noPolicies =
  'enforces no NetworkPolicies, and nothing else is there that does: a pod that is broken into reaches the whole LAN';

/** The way in, and what keeps others out. */
export const faultsOfNetwork: readonly Fault[] = [
  [
    'servers of names on one node',
    () => ({ nameServers: ['beta', 'beta'] }),
    'fail names: beta alone serves the names of the cluster: lost with it, no pod finds another',
  ],
  ['no server of names', () => ({ nameServers: [] }), 'fail names: nobody serves the names of the cluster'],
  [
    'no ingress controller',
    () => ({ ingressClasses: ['nginx'] }),
    'fail ingress class: ingress class traefik is not there: nobody answers',
  ],
  [
    'a pool that gives no address',
    broken(({ services }) => (services[0].status.loadBalancer.ingress = [])),
    'fail address: no Service has 192.168.1.240',
  ],
  [
    'two Services with one address',
    ({ services }) => ({
      services: [...services, { ...services[0], metadata: { name: 'dns', namespace: 'pihole' } }],
    }),
    'fail address: traefik/traefik and pihole/dns share 192.168.1.240',
  ],
  ['no load balancer', broken(without('speaker')), 'fail load balancer: nothing of MetalLB is at work: nobody answers'],
  [
    'no load balancer of K3s',
    broken(without('svclb-traefik-4f2')),
    'fail load balancer: nothing of ServiceLB is at work: nobody answers',
    over('one-node', ''),
  ],
  [
    'nodes on which nobody announces',
    broken(({ nodes }) => {
      for (const { metadata } of nodes) metadata.labels[excluded] = '';
    }),
    `fail load balancer: every node is labelled ${excluded}: MetalLB announces nothing there, without a word`,
  ],
  [
    'K3s’ load balancer beside MetalLB',
    broken((cluster) => runs(cluster, 'svclb-traefik-1a2b', { name: 'lb-tcp-80' })),
    'warn load balancer: ServiceLB is at work too (kube-system/svclb-traefik-1a2b), and may answer for the same Service',
  ],
  [
    'kube-vip for Services',
    broken((cluster) =>
      runs(cluster, 'kube-vip-ds', { name: 'kube-vip', env: [{ name: 'svc_enable', value: 'true' }] }),
    ),
    'warn load balancer: kube-vip is at work too (kube-system/kube-vip-ds), and may answer for the same Service',
  ],
  [
    'a pool of Cilium’s',
    broken(({ customs }) => customs.get('ciliumloadbalancerippools.cilium.io').push({ metadata: { name: 'home' } })),
    'warn load balancer: Cilium is at work too (CiliumLoadBalancerIPPool home), and may answer for the same Service',
  ],
  [
    'a pool that nobody made',
    broken((cluster) => pools(cluster).pop()),
    'fail pools: no pool of MetalLB holds 192.168.1.240',
  ],
  [
    'a second pool with the same address',
    broken((cluster) => pools(cluster).push(pool('old', ['192.168.1.230-192.168.1.250']))),
    'fail pools: pools default-addresspool and old hold 192.168.1.240 at once',
  ],
  [
    'a pool that overlaps',
    broken((cluster) => pools(cluster).push(pool('old', ['192.168.1.244/30']))),
    'fail pools: pools default-addresspool and old overlap',
    over('microk8s-jiva', ''),
  ],
  [
    'a pool that is announced by nobody',
    broken(({ customs }) => (customs.get('l2advertisements.metallb.io')[0].spec.ipAddressPools = ['other'])),
    'fail pools: pool default-addresspool is announced by no L2Advertisement or BGPAdvertisement: nobody in the house hears of 192.168.1.240',
  ],
  [
    'a pool that gives its address to whoever asks first',
    broken((cluster) => delete pools(cluster)[0].spec.autoAssign),
    'warn pools: pool default-addresspool gives 192.168.1.240 to whoever asks first',
  ],
  [
    'pools that may not be looked at',
    broken(({ customs }) => customs.delete('ipaddresspools.metallb.io')),
    "can't tell pools: kubectl did not show ipaddresspools.metallb.io",
  ],
  [
    'a network that enforces nothing',
    broken((cluster) => {
      without('calico-node')(cluster);
      runs(cluster, 'kube-flannel-ds', { name: 'kube-flannel' });
    }),
    `fail policies: flannel ${noPolicies}`,
  ],
  [
    'a firewall that is switched off',
    broken((cluster) => {
      without('calico-node')(cluster);
      runs(cluster, 'kube-router', { name: 'kube-router', args: ['--run-router=true', '--run-firewall=false'] });
    }),
    `fail policies: kube-router ${noPolicies}`,
  ],
  [
    'a network that nobody knows',
    broken(without('calico-node')),
    "can't tell policies: none of Calico, Cilium, kube-router, Antrea, Weave Net, kube-network-policies is to be seen",
  ],
  [
    'a network plugin that is not ready on every node',
    broken(({ daemonSets }) => (daemonSets.at(-1).status.numberReady = 2)),
    'warn policies: Calico is ready on 2 of 3 nodes: new pods on the others get no policies',
  ],
  [
    'a network plugin that is better than declared',
    (cluster) => cluster,
    'warn policies: Calico enforces NetworkPolicies, and the declaration says that nothing does',
    over('home', 'network: {policiesEnforced: false}'),
  ],
  [
    'K3s without its own enforcer',
    broken(
      ({ nodes }) =>
        (nodes[0].metadata.annotations['k3s.io/node-args'] = '["server","--disable-network-policy","--cluster-init"]'),
    ),
    'fail policies: K3s was started with --disable-network-policy, and nothing else is there that enforces NetworkPolicies',
    over('one-node', ''),
  ],
  [
    'K3s of which no node notes how it was started',
    broken(({ nodes }) => delete nodes[0].metadata.annotations['k3s.io/node-args']),
    "can't tell policies: no node notes what K3s was started with (k3s.io/node-args)",
    over('one-node', ''),
  ],
];
