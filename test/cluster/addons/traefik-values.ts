import type { TraefikValues } from './traefik';

/**
 * As MicroK8s' ingress addon sets them, after the commands by which a rendered site's requirements give it some CPU and
 * take the address from its Service. Its providers for the Gateway API and for nginx' annotations are left out: no site of the test bed uses
 * them. A port of the node can't be held by two pods, so an update takes the old one away first.
 */
export const addonValues: TraefikValues = {
  deployment: { kind: 'DaemonSet' },
  updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
  service: { type: 'ClusterIP' },
  resources: { requests: { cpu: '100m', memory: '128Mi' } },
  ports: { web: { hostPort: 80 }, websecure: { hostPort: 443 } },
  ingressClass: { name: 'public', isDefaultClass: false },
};
