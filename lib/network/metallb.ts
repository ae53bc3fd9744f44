import type { Cluster } from '../cluster/cluster';
import { neverStarved, neverStarvedCommand } from '../kube/resources';
import type { Requirement, RunbookPart, SecretNeed } from '../site/room';
import type { Site } from '../site/site';
import { loadBalancerEngine } from './load-balancer-engine';
import { metalLbAnnouncer } from './metallb-announcer';
import { addonNames, addressesOf, installOf, type MetalLb, metalLbSchema, poolsOf } from './metallb-declaration';
import { renderPools } from './metallb-pools';
import { metalLbRules } from './metallb-rules';

const namespace = 'metallb-system';

/** MetalLB, layer 2 or BGP. Sources: metallb.io; microk8s core addons, addons/metallb. */
export const metalLb = loadBalancerEngine<MetalLb>({
  name: 'metallb',
  summary: 'one address of the LAN that moves to another node when its node is lost (layer 2), or announced by BGP',
  schema: metalLbSchema,
  resolve: (options) => ({
    address: options.address,
    addresses: addressesOf(options),
    hostPorts: false,
    assignsDeclaredAddress: true,
    serviceAnnotations: { 'metallb.io/loadBalancerIPs': addressesOf(options).join(',') },
  }),
  rules: metalLbRules,
  requires,
  secrets,
  announcer: metalLbAnnouncer,
  build: (scope, options, { cluster }) => {
    const adopted = installOf(options, cluster) === 'addon';
    renderPools(scope, {
      namespace,
      pools: poolsOf(options, cluster),
      interfaces: options.interfaces,
      nodes: options.nodes,
      bgp: options.bgp,
      ...(adopted && !options.bgp && { advertisement: addonNames.advertisement }),
    });
  },
  runbook,
});

const crds = ['IPAddressPool', 'L2Advertisement', 'BGPPeer', 'BGPAdvertisement', 'BFDProfile'];
const provides = { namespaces: [namespace], crds };

/** Its webhook refuses pools until the controller answers. */
const waitForWebhook = `kubectl -n ${namespace} wait deployment --all --for=condition=Available --timeout=5m`;

function requires(options: MetalLb, site: Site): Requirement[] {
  const { cluster, versions } = site;
  switch (installOf(options, cluster)) {
    case 'addon':
      return [
        {
          name: 'metallb',
          kind: 'addon',
          why: `gives ${options.address} to the Service in front of the ingress controller`,
          commands: [
            `microk8s enable metallb:${(poolsOf(options, cluster)[0]?.addresses ?? []).join(',')}`,
            // The addon's speakers ask for nothing.
            neverStarvedCommand(namespace, 'daemonset/speaker --containers=speaker'),
            waitForWebhook,
            // Before the ingress addon: the Service that it makes takes any free address, and there may be just ours.
            `kubectl -n ${namespace} patch ipaddresspool ${addonNames.pool} --type merge -p '{"spec":{"autoAssign":false}}'`,
          ],
          provides,
        },
      ];
    case 'chart':
      return [
        ...withoutBuiltIn(cluster),
        {
          name: 'metallb',
          kind: 'chart',
          version: versions['chart/metallb'],
          why: `gives ${options.address} to the Service in front of the ingress controller`,
          commands: [],
          chart: {
            repository: 'https://metallb.github.io/metallb',
            chart: 'metallb',
            release: 'metallb',
            namespace,
            privileged: true,
            values: values(options, cluster),
            reasons,
          },
          provides,
        },
      ];
    case 'existing':
      return [
        ...withoutBuiltIn(cluster),
        {
          name: 'metallb',
          kind: 'existing',
          why: `gives ${options.address} away`,
          commands: [
            waitForWebhook,
            '# its speakers should ask for CPU: without a request they fall silent on a busy node, and the address moves',
            `kubectl -n ${namespace} get daemonset speaker -o jsonpath='{.spec.template.spec.containers[*].resources}'`,
          ],
          provides,
        },
      ];
  }
}

/** A distribution's own load balancer would answer on the same ports of every node. */
function withoutBuiltIn({ distribution, nodes }: Cluster): Requirement[] {
  const builtIn = distribution.builtInLoadBalancer;
  if (builtIn === undefined) return [];
  return [
    {
      name: `no ${builtIn.name}`,
      kind: 'node',
      why: `${builtIn.name} would serve the same Service beside MetalLB: ${builtIn.disable}`,
      nodes: nodes.filter(({ controlPlane }) => controlPlane).map(({ name }) => name),
      commands: [
        'sudo mkdir -p /etc/rancher/k3s/config.yaml.d',
        "printf 'disable+:\\n  - servicelb\\n' | sudo tee /etc/rancher/k3s/config.yaml.d/servicelb.yaml",
        'sudo systemctl restart k3s',
      ],
    },
  ];
}

const reasons = {
  frrk8s: 'since 0.16 the chart brings FRR unless told otherwise; layer 2 needs none of it',
  'speaker.frr': 'layer 2 needs none of it',
  'speaker.resources':
    'without a request a speaker gets no CPU on a busy node: the others take it for dead, and the address moves',
  'speaker.ignoreExcludeLB':
    'this distribution labels its control-plane nodes, and the speaker would announce nothing there, without a word',
};

function values({ bgp }: MetalLb, cluster: Cluster): object {
  return {
    ...(!bgp && { frrk8s: { enabled: false } }),
    speaker: {
      ...(!bgp && { frr: { enabled: false } }),
      resources: neverStarved,
      ...(cluster.distribution.excludesControlPlaneFromLoadBalancers && { ignoreExcludeLB: true }),
    },
  };
}

function secrets({ bgp }: MetalLb): SecretNeed[] {
  return (bgp?.peers ?? []).flatMap(({ name, passwordSecret }) =>
    passwordSecret === undefined
      ? []
      : [
          {
            name: passwordSecret,
            namespace,
            type: 'kubernetes.io/basic-auth',
            madeBy: 'you',
            keys: [{ key: 'password', what: `password of the BGP session with ${name}`, readBy: ['MetalLB'] }],
            commands: [
              `kubectl -n ${namespace} create secret generic ${passwordSecret} --type=kubernetes.io/basic-auth --from-literal=password='<the router has the same>'`,
            ],
          },
        ],
  );
}

/** Its kubelet brings the webhook's certificate at its next look at the pod, a minute apart. Measured on the test bed. */
const slowWebhook: RunbookPart = {
  chapter: 'platform',
  text: 'MetalLB counts as available up to a minute before it takes pools. `failed calling webhook … connection refused` means that: apply again.',
};

function runbook(options: MetalLb, { cluster, network }: Site): RunbookPart[] {
  const { address } = network.loadBalancer;
  if (options.bgp) {
    return [
      slowWebhook,
      {
        chapter: 'check',
        text: `The router's BGP table holds \`${address}/32\` with one next hop for each announcing node.`,
      },
    ];
  }
  return [
    slowWebhook,
    {
      chapter: 'check',
      text: [
        'One node answers for the address, the one that is named for the Service of the ingress controller:',
        `\`\`\`sh\nkubectl -n ${namespace} get servicel2statuses.metallb.io\nping -c 3 ${address}\n\`\`\``,
        'Nodes that are connected by Wi-Fi may not hear who asks for the address; use a cable.',
        ...(cluster.distribution.name === 'kubeadm' ? [strictArp] : []),
      ].join('\n\n'),
    },
    {
      chapter: 'node-loss',
      text: `When the node that answers for \`${address}\` is lost, another one takes the address over within seconds; nothing is to be done.`,
    },
  ];
}

/** In IPVS mode every node answers ARP for every Service address unless kube-proxy is told otherwise. */
const strictArp =
  "Where kube-proxy runs in mode `ipvs`, it must say `strictARP: true`, or every node answers for the address:\n\n```sh\nkubectl -n kube-system get configmap kube-proxy -o yaml | grep -e ' mode:' -e strictARP\n```";
