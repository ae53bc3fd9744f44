import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { neverStarved, neverStarvedCommand } from '../kube/resources';
import { toYaml } from '../output/yaml';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';

/** Name of the middleware that tries another pod. */
export const retryName = 'retry';

/**
 * A node that just died still has endpoints. Traefik's own 30 s would be spent on connecting to it before anything is
 * retried; and a connection that lies open from before takes a request without a sign of life, until the client gives up.
 * So none is kept open: a new one inside the cluster costs less than a millisecond.
 */
const quickToLeaveALostNode = [
  '--serversTransport.forwardingTimeouts.dialTimeout=300ms',
  '--serversTransport.maxIdleConnsPerHost=-1',
];

/**
 * What we set of Traefik's chart, the same for our own release and for K3s'. One pod on each node, since the load
 * balancer sends requests only to nodes that have one.
 */
export function traefikValues(site: Site): object {
  const { loadBalancer, ingress } = site.network;
  return {
    deployment: { kind: 'DaemonSet' },
    // A port of the node can't be held by the old and the new pod at once.
    ...(loadBalancer.hostPorts && { updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } }),
    service: service(site),
    resources: neverStarved,
    ports: { web: entryPoint(site, 80), websecure: entryPoint(site, 443) },
    additionalArguments: [...quickToLeaveALostNode],
    ...(ingress.api === 'gateway' && {
      providers: { kubernetesGateway: { enabled: true } },
      // The site has a Gateway of its own.
      gateway: { enabled: false },
    }),
  };
}

function service({ network: { loadBalancer } }: Site): object {
  if (loadBalancer.hostPorts) return { type: 'ClusterIP' };
  const { addresses, serviceAnnotations } = loadBalancer;
  return {
    ...(Object.keys(serviceAnnotations).length > 0 && { annotations: serviceAnnotations }),
    ...(addresses.length > 1 && { ipFamilyPolicy: 'RequireDualStack' }),
    // Keeps visitors' addresses, which Mastodon's limits count by.
    spec: { externalTrafficPolicy: 'Local' },
  };
}

function entryPoint({ mastodon, network }: Site, hostPort: number): object {
  const { certificates, internet, loadBalancer, proxies } = network;
  const trusted = { trustedIPs: [...proxies] };
  // Whoever ends TLS before us says in headers who asks; a VPS that only passes bytes on says it by the PROXY protocol.
  const headers = internet === 'tunnel' || certificates.challenge === 'upstream';
  return {
    ...(loadBalancer.hostPorts && { hostPort }),
    ...(headers && { forwardedHeaders: trusted }),
    ...(internet === 'vps' && !headers && { proxyProtocol: trusted }),
    // Traefik's own 60 s would cut every longer upload.
    transport: { respondingTimeouts: { readTimeout: `${mastodon.uploadSeconds}s` } },
  };
}

const crds = ['Middleware'];
const gatewayCrds = ['Gateway', 'HTTPRoute', 'GatewayClass'];

const reasons = {
  deployment: 'one pod on each node: the load balancer sends requests only to nodes that have one',
  updateStrategy: 'a port of the node is held by one pod at a time',
  'service.annotations': 'the declared address',
  'service.type': 'its pods hold the ports of their nodes',
  'service.ipFamilyPolicy': 'both declared addresses',
  'service.spec': "keeps visitors' addresses, which Mastodon's limits count by",
  resources: 'every request waits for it: without a request of its own it gets no CPU on a busy node',
  'ports.web':
    "Traefik's own 60 s would cut longer uploads; behind a tunnel or a VPS, also who is believed about visitors",
  'ports.websecure': 'as for web',
  additionalArguments:
    'a lost node still has endpoints: connections to it are given up soon, and none is kept that leads there',
  providers: 'the site has a Gateway',
  gateway: 'the site has a Gateway of its own',
};

/** What installs Traefik, or switches it on. */
export function traefikRequirement(site: Site): Requirement {
  const { cluster, network, versions } = site;
  const { api, className, controller, namespace, program } = network.ingress;
  const provides = {
    namespaces: [namespace],
    ingressClasses: api === 'ingress' ? [className] : [],
    crds: program === 'traefik' ? [...crds, ...(api === 'gateway' ? gatewayCrds : [])] : [],
  };
  const why = `answers on ports 80 and 443 for ${site.mastodon.webDomain}`;
  if (controller === 'chart') {
    return {
      name: 'traefik',
      kind: 'chart',
      version: versions['chart/traefik'],
      why,
      commands: [],
      chart: {
        repository: 'https://traefik.github.io/charts',
        chart: 'traefik',
        release: 'traefik',
        namespace,
        ...(needsHostPorts(site) && { privileged: true }),
        values: traefikValues(site),
        reasons,
      },
      provides,
    };
  }
  const found = api === 'gateway' ? `kubectl get gatewayclass ${className}` : `kubectl get ingressclass ${className}`;
  if (controller === 'existing') {
    return { name: 'ingress controller', kind: 'existing', why, commands: [found, ...handOver(site)], provides };
  }
  if (cluster.distribution.name === 'k3s') {
    const ours = { ...provides, crds: [...provides.crds, 'HelmChartConfig'] };
    return { name: 'traefik, part of K3s', kind: 'existing', why, commands: [found], provides: ours };
  }
  const addonService =
    program === 'traefik' && network.loadBalancer.assignsDeclaredAddress
      ? // The addon's own Service also wants an address, takes ours where it comes first, and is needed by nobody.
        [`kubectl -n ${namespace} patch service traefik --type merge -p '{"spec":{"type":"ClusterIP"}}'`]
      : [];
  return {
    name: 'ingress',
    kind: 'addon',
    why,
    commands: ['microk8s enable ingress', neverStarvedCommand(namespace, 'daemonset --all'), ...addonService, found],
    provides,
  };
}

/** Talos enforces Pod Security *baseline* everywhere, which knows no host ports. */
const needsHostPorts = ({ cluster, network }: Site) =>
  cluster.distribution.name === 'talos' && network.loadBalancer.hostPorts;

/** Somebody else's Service must ask for our address itself. */
function handOver({ network }: Site): string[] {
  const { address, assignsDeclaredAddress, serviceAnnotations } = network.loadBalancer;
  if (!assignsDeclaredAddress) return [];
  const annotations = Object.entries(serviceAnnotations).map(([name, value]) => `${name}=${value}`);
  return [
    `# its Service of type LoadBalancer carries ${annotations.join(', ')} and externalTrafficPolicy: Local; it then has ${address}:`,
    `kubectl -n ${network.ingress.namespace} get services`,
  ];
}

/** Objects beside the controller, in its namespace: K3s' settings, or the Service that MicroK8s' addon lacks. */
export function buildController(folders: Folders, site: Site): void {
  const { controller } = site.network.ingress;
  if (controller !== 'addon') return;
  const component = new Component(folders.platform, 'ingress', 'network.ingress');
  if (site.cluster.distribution.name === 'k3s') buildK3sSettings(component, site);
  else if (site.network.loadBalancer.assignsDeclaredAddress) buildEntryService(component, site);
}

/** K3s installs Traefik by its own Helm controller, which merges these values. Source: docs.k3s.io/helm. */
function buildK3sSettings(scope: Construct, site: Site): void {
  new ApiObject(scope, 'helm-chart-config', {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: { name: 'traefik', namespace: site.network.ingress.namespace },
    spec: { valuesContent: toYaml(traefikValues(site)) },
  });
}

/** The addon's pods hold host ports only; this Service gives them the declared address. */
function buildEntryService(scope: Construct, site: Site): void {
  const { loadBalancer, ingress } = site.network;
  new k8s.KubeService(scope, 'service', {
    metadata: { name: 'entry', namespace: ingress.namespace, annotations: { ...loadBalancer.serviceAnnotations } },
    spec: {
      type: 'LoadBalancer',
      // Keeps visitors' addresses; only nodes with a ready pod of the controller announce.
      externalTrafficPolicy: 'Local',
      ...(loadBalancer.addresses.length > 1 && { ipFamilyPolicy: 'RequireDualStack' }),
      selector: { ...ingress.podLabels },
      ports: [
        { name: 'http', port: 80, targetPort: k8s.IntOrString.fromNumber(ingress.ports.http) },
        { name: 'https', port: 443, targetPort: k8s.IntOrString.fromNumber(ingress.ports.https) },
      ],
    },
  });
}

/**
 * A request whose pod can't be reached goes to another one. Traefik repeats nothing that was sent: it stops retrying
 * as soon as the request's headers are written, so that no post is made twice.
 *
 * Requests share one turn, so with one of two pods dead each try meets it with even odds: of three tries all fail once in
 * eight, of twelve once in four thousand, of twenty once in a million. That fits the test bed: 58 of 836 reads failed with
 * three; with twelve one of 753 posts, in one run of many. Twenty take 8 s at most.
 */
export function buildRetry(scope: Construct): void {
  new ApiObject(scope, 'retry', {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name: retryName },
    spec: { retry: { attempts: 20, initialInterval: '50ms' } },
  });
}

/** Whether requests to a dead node are tried elsewhere by Traefik's middleware. */
export function retriesByMiddleware({ network }: Site): boolean {
  return network.ingress.program === 'traefik' && network.ingress.retries;
}
