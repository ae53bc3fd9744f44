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
    certificates: resolveCertificates(declared),
  };
}

/** Traefik's chart as we install it. */
const chart = {
  className: 'traefik',
  namespace: 'traefik',
  podLabels: { 'app.kubernetes.io/name': 'traefik' },
  ports: { http: 8000, https: 8443 },
};

function resolveIngress(declared: DeclaredNetwork['ingress'], cluster: Cluster): IngressController {
  const own = cluster.distribution.ingress;
  const controller = declared.controller ?? (own.by === 'addon' ? 'addon' : 'chart');
  const facts = controller === 'addon' ? own : chart;
  return {
    api: declared.engine,
    controller,
    className: declared.className ?? facts.className,
    namespace: declared.namespace ?? facts.namespace,
    podLabels: facts.podLabels,
    ports: facts.ports,
    // MicroK8s' addon takes no values of ours; K3s reads a HelmChartConfig, a chart its values.
    retries: controller === 'chart' || (controller === 'addon' && cluster.distribution.name === 'k3s'),
  };
}

function resolveCertificates({ certificates, internet }: DeclaredNetwork): Certificates {
  const challenge = certificates.challenge ?? ({ 'port-forward': 'http01', vps: 'http01', tunnel: 'upstream', none: 'secret' } as const)[internet];
  const signed = challenge === 'http01' || challenge === 'dns01';
  return {
    challenge,
    email: certificates.email,
    environment: certificates.environment,
    issuer: signed ? `letsencrypt-${certificates.environment}` : challenge === 'existing' ? certificates.issuer : undefined,
    secretName: challenge === 'upstream' ? undefined : challenge === 'secret' ? (certificates.secret ?? 'mastodon-tls') : 'mastodon-tls',
    dns01: certificates.dns01,
  };
}
