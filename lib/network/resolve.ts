import type { Cluster } from '../cluster/cluster';
import { resolveLoadBalancer } from './load-balancer';
import type { Certificates, IngressController, Network } from './network';
import type { DeclaredNetwork } from './schema';

export function resolveNetwork(declared: DeclaredNetwork, cluster: Cluster): Network {
  return {
    lan: declared.lan,
    gateway: declared.gateway,
    dhcp: declared.dhcp === 'unknown' || declared.dhcp === 'none' ? undefined : declared.dhcp,
    dhcpKnown: declared.dhcp !== 'unknown',
    lanServices: declared.lanServices,
    loadBalancer: resolveLoadBalancer(declared.loadBalancer, cluster),
    ingress: resolveIngress(declared.ingress, cluster),
    internet: declared.internet,
    // A tunnel's end is a pod, a VPS's end is something that we can't know.
    proxies: declared.proxies ?? (declared.internet === 'tunnel' ? [cluster.podCidr] : []),
    policiesEnforced: declared.policiesEnforced ?? cluster.distribution.enforcesNetworkPolicy,
    certificates: resolveCertificates(declared),
  };
}

type Controller = Pick<
  IngressController,
  'program' | 'configurable' | 'className' | 'namespace' | 'podLabels' | 'ports'
>;

/** Traefik's chart as we install it. */
const chart: Controller = {
  program: 'traefik',
  configurable: true,
  className: 'traefik',
  namespace: 'traefik',
  podLabels: { 'app.kubernetes.io/name': 'traefik' },
  ports: { http: 8000, https: 8443 },
};

/** Somebody's own: its class and namespace are declared, a rule sees to that. */
const existing: Controller = {
  program: 'other',
  configurable: false,
  className: '',
  namespace: '',
  podLabels: {},
  ports: { http: 80, https: 443 },
};

/** The distribution's own. Source: microk8s core addons, branches 1.34 (nginx) and 1.35 (Traefik). */
function addon({ distribution, minor }: Cluster): Controller {
  const { className, namespace, podLabels, ports } = distribution.ingress;
  if (distribution.name === 'microk8s' && minor < 35) {
    const nginx = { podLabels: { name: 'nginx-ingress-microk8s' }, ports: { http: 80, https: 443 } };
    return { program: 'nginx', configurable: false, className, namespace, ...nginx };
  }
  // K3s reads our values from a HelmChartConfig; MicroK8s' addon takes none.
  return { program: 'traefik', configurable: distribution.name === 'k3s', className, namespace, podLabels, ports };
}

function resolveIngress(declared: DeclaredNetwork['ingress'], cluster: Cluster): IngressController {
  const controller = declared.controller ?? (cluster.distribution.ingress.by === 'addon' ? 'addon' : 'chart');
  const facts = controller === 'addon' ? addon(cluster) : controller === 'chart' ? chart : existing;
  const gateway = declared.engine === 'gateway' && facts.program === 'traefik';
  return {
    ...facts,
    api: declared.engine,
    controller,
    // Traefik's GatewayClass has its name everywhere; classes of Ingress differ.
    className: declared.className ?? (gateway ? chart.className : facts.className),
    namespace: declared.namespace ?? facts.namespace,
    // nginx takes the same by annotations of the Ingress.
    retries: facts.configurable || facts.program === 'nginx',
  };
}

function resolveCertificates({ certificates, internet }: DeclaredNetwork): Certificates {
  const defaults = { 'port-forward': 'http01', vps: 'http01', tunnel: 'upstream', none: 'secret' } as const;
  const challenge = certificates.challenge ?? defaults[internet];
  const signed = challenge === 'http01' || challenge === 'dns01';
  return {
    challenge,
    email: certificates.email,
    environment: certificates.environment,
    issuer: signed
      ? `letsencrypt-${certificates.environment}`
      : challenge === 'existing'
        ? certificates.issuer
        : undefined,
    secretName:
      challenge === 'upstream'
        ? undefined
        : challenge === 'secret'
          ? (certificates.secret ?? 'mastodon-tls')
          : 'mastodon-tls',
    dns01: certificates.dns01,
  };
}
