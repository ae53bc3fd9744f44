import { hostCidr } from '../cluster/addresses';
import { Component } from '../kube/component';
import type { Connection } from '../kube/connection';
import { tcp } from '../kube/connection';
import { labels } from '../kube/labels';
import type { Room } from '../site/room';
import type { Site } from '../site/site';
import {
  buildCertificate,
  buildIssuer,
  certificateRunbook,
  certificateSecrets,
  certManagerRequires,
  challengeConnections,
  hasIssuer,
  usesCertManager,
} from './cert-manager';
import { certificateRules } from './certificate-rules';
import { entryRules } from './entry-rules';
import { buildGateway } from './gateway';
import { buildIngress } from './ingress';
import { internetRules, internetRunbook } from './internet';
import { lanRules } from './lan-rules';
import { loadBalancerNamed, loadBalancers } from './load-balancer';
import { networkSurvival } from './survival';
import { buildController, buildRetry, retriesByMiddleware, traefikRequirement } from './traefik';

export type { Announcer, Shown, ShownPool } from './announcer';
export { trustedProxies } from './internet';
export { announcersOf } from './load-balancer';
export { MetalLbPools, type MetalLbPoolsProps } from './metallb-pools';
export { buildPolicies } from './policies';
export { enforcers, policyPluginsIn } from './policy-plugins';

export const networkRoom: Room = {
  name: 'network',
  rules: [
    ...lanRules,
    ...loadBalancers.flatMap((engine) => engine.rules),
    ...entryRules,
    ...certificateRules,
    ...internetRules,
  ],
  // In this order: the load balancer's pool must be closed to others before a controller asks for an address.
  requires: (site) => [
    ...engineOf(site).requires(site.network.loadBalancer.options as { engine: string }, site),
    traefikRequirement(site),
    ...certManagerRequires(site),
  ],
  secrets: (site) => [
    ...(engineOf(site).secrets?.(site.network.loadBalancer.options as { engine: string }, site) ?? []),
    ...certificateSecrets(site),
  ],
  footprints: () => [],
  connections: (site) => [...entryConnections(site), ...challengeConnections(site), ...lanConnections(site)],
  build(folders, site) {
    const loadBalancer = new Component(folders.platform, 'load-balancer', 'network.loadBalancer');
    engineOf(site).build(loadBalancer, site.network.loadBalancer.options as { engine: string }, site);
    buildController(folders, site);
    if (hasIssuer(site)) {
      buildIssuer(new Component(folders.platform, 'certificates', 'network.certificates'), site);
    }
    if (usesCertManager(site)) {
      buildCertificate(new Component(folders.mastodon, 'certificate', 'network.certificates'), site);
    }
    const entry = new Component(folders.mastodon, 'entry', 'network.ingress');
    if (retriesByMiddleware(site)) buildRetry(entry);
    if (site.network.ingress.api === 'gateway') buildGateway(entry, site);
    else buildIngress(entry, site);
  },
  runbook: (site) => [
    ...engineOf(site).runbook(site.network.loadBalancer.options as { engine: string }, site),
    ...internetRunbook(site),
    ...certificateRunbook(site),
  ],
  survival: networkSurvival,
};

function engineOf(site: Site) {
  return loadBalancerNamed(site.network.loadBalancer.engine);
}

/** Requests arrive from the ingress controller's pods and from nowhere else. */
function entryConnections(site: Site): Connection[] {
  const { namespace, podLabels } = site.network.ingress;
  const from = { kind: 'pods', namespace, labels: podLabels } as const;
  return [
    { why: 'the ingress controller passes requests to web', from, to: podsOf(site, 'web'), ports: tcp(3000) },
    { why: 'the ingress controller passes streams', from, to: podsOf(site, 'streaming'), ports: tcp(4000) },
  ];
}

/** All of the LAN is closed but what is declared: a mail relay, a NAS that speaks S3. */
function lanConnections(site: Site): Connection[] {
  const components = ['web', ...site.mastodon.sidekiq.map((group) => group.name)];
  return site.network.lanServices.flatMap(({ name, address, port }) =>
    components.map((component) => ({
      why: `${component} reaches ${name} in the LAN`,
      from: podsOf(site, component),
      to: { kind: 'addresses', cidrs: [hostCidr(address)] } as const,
      ports: tcp(port),
    })),
  );
}

function podsOf(site: Site, component: string) {
  return { kind: 'pods', namespace: site.namespace, labels: labels('mastodon', site.name, component) } as const;
}
