import type { TraefikValues } from './traefik';

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
