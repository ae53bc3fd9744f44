import type { TraefikValues } from './traefik';

/** As the test bed's site renders them; another site's are applied by its test. */
export const siteValues: TraefikValues = {
  deployment: { kind: 'DaemonSet' },
  service: {
    annotations: { 'metallb.io/loadBalancerIPs': '10.89.0.240' },
    spec: { externalTrafficPolicy: 'Local' },
  },
  ports: {
    web: { transport: { respondingTimeouts: { readTimeout: '600s' } } },
    websecure: { transport: { respondingTimeouts: { readTimeout: '600s' } } },
  },
  additionalArguments: ['--serversTransport.forwardingTimeouts.dialTimeout=300ms'],
};

/**
 * As MicroK8s' ingress addon sets them, after the command by which a rendered site's requirements take the address from
 * its Service. Its providers for the Gateway API and for nginx' annotations are left out: no site of the test bed uses
 * them. A port of the node can't be held by two pods, so an update takes the old one away first.
 */
export const addonValues: TraefikValues = {
  deployment: { kind: 'DaemonSet' },
  updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
  service: { type: 'ClusterIP' },
  ports: { web: { hostPort: 80 }, websecure: { hostPort: 443 } },
  ingressClass: { name: 'public', isDefaultClass: false },
};
