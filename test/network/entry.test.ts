import { parse } from 'yaml';
import { networkRoom } from '../../lib/network';
import { find, objectsOf, rulesHit, shipped } from '../support/site';

const byAddon = 'network: {ingress: {controller: addon}}';
const byChart = 'network: {ingress: {controller: chart}}';
const valuesOf = (overlay: string) =>
  networkRoom.requires(shipped('home', overlay)).find((one) => one.name === 'traefik')?.chart?.values;

const paths = (ingress: { spec: { rules: { http: { paths: object[] } }[] } }) =>
  ingress.spec.rules.map((rule) => rule.http.paths);

test('streams go to streaming, all else to web', () => {
  const { metadata, spec } = find(objectsOf(shipped('home', byAddon)), 'Ingress', 'mastodon');
  expect(metadata.namespace).toBe('mastodon');
  expect(spec.ingressClassName).toBe('public');
  expect(paths({ spec } as never)).toEqual([
    [
      {
        path: '/api/v1/streaming',
        pathType: 'Prefix',
        backend: { service: { name: 'streaming', port: { number: 4000 } } },
      },
      { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 3000 } } } },
    ],
  ]);
});

test('alternate domains are answered and certified', () => {
  const objects = objectsOf(shipped('home', 'mastodon: {alternateDomains: [social.example.net]}'));
  const hosts = ['social.example.org', 'social.example.net'];
  expect(find(objects, 'Ingress', 'mastodon').spec.tls).toEqual([{ hosts, secretName: 'mastodon-tls' }]);
  expect(find(objects, 'Certificate', 'mastodon-tls').spec.dnsNames).toEqual(hosts);
});

test('a Service gives MicroK8s’ addon the declared address and keeps visitors’ addresses', () => {
  const { metadata, spec } = find(objectsOf(shipped('home', byAddon)), 'Service', 'entry');
  expect(metadata).toMatchObject({
    namespace: 'ingress',
    annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.240' },
  });
  expect(spec).toMatchObject({
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    selector: { 'app.kubernetes.io/name': 'traefik' },
    ports: [
      { port: 80, targetPort: 8000 },
      { port: 443, targetPort: 8443 },
    ],
  });
});

test('without a load balancer the addon’s pods hold the ports and no Service is made', () => {
  const site = shipped('home', 'network: {ingress: {controller: addon}, loadBalancer: {engine: host-ports}}');
  const ours = objectsOf(site).filter((one) => one.file.startsWith('platform/ingress'));
  expect(ours).toEqual([]);
});

test('the chart runs on every node, gives dead nodes up after a second and lets uploads finish', () => {
  expect(valuesOf(byChart)).toEqual({
    deployment: { kind: 'DaemonSet' },
    resources: { requests: { cpu: '100m', memory: '128Mi' } },
    service: {
      annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.240' },
      spec: { externalTrafficPolicy: 'Local' },
    },
    ports: {
      web: { transport: { respondingTimeouts: { readTimeout: '600s' } } },
      websecure: { transport: { respondingTimeouts: { readTimeout: '600s' } } },
    },
    additionalArguments: [
      '--serversTransport.forwardingTimeouts.dialTimeout=300ms',
      '--serversTransport.maxIdleConnsPerHost=-1',
    ],
  });
});

test('a host port is never held by two pods during an update', () => {
  expect(valuesOf('network: {ingress: {controller: chart}, loadBalancer: {engine: host-ports}}')).toMatchObject({
    updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    service: { type: 'ClusterIP' },
    ports: { web: { hostPort: 80 }, websecure: { hostPort: 443 } },
  });
});

test('K3s’ Traefik gets the same settings, as values that its Helm controller merges', () => {
  const config = find(objectsOf(shipped('one-node')), 'HelmChartConfig', 'traefik');
  expect(config.metadata.namespace).toBe('kube-system');
  expect(parse(config.spec.valuesContent)).toMatchObject({
    deployment: { kind: 'DaemonSet' },
    service: { spec: { externalTrafficPolicy: 'Local' } },
    additionalArguments: [
      '--serversTransport.forwardingTimeouts.dialTimeout=300ms',
      '--serversTransport.maxIdleConnsPerHost=-1',
    ],
  });
});

test('requests are tried on another pod where the controller takes settings, and only there', () => {
  const middlewares = 'traefik.ingress.kubernetes.io/router.middlewares';
  const objects = objectsOf(shipped('home', byChart));
  expect(find(objects, 'Middleware', 'retry').spec.retry.attempts).toBe(20);
  expect(find(objects, 'Ingress', 'mastodon').metadata.annotations).toEqual({
    [middlewares]: 'mastodon-retry@kubernetescrd',
  });
  const addon = objectsOf(shipped('home', byAddon));
  expect(addon.map((one) => one.json.kind)).not.toContain('Middleware');
  expect(find(addon, 'Ingress', 'mastodon').metadata.annotations).toBeUndefined();
  expect(rulesHit('home', byAddon)).toContain('network/addon-cannot-retry');
  expect(rulesHit('home', byChart)).not.toContain('network/addon-cannot-retry');
});

test('MicroK8s before 1.35 has nginx, which reads its own annotations', () => {
  const objects = objectsOf(shipped('home', `cluster: {version: "1.34"}\n${byAddon}`));
  expect(find(objects, 'Ingress', 'mastodon').metadata.annotations).toMatchObject({
    'nginx.ingress.kubernetes.io/proxy-body-size': '100m',
    'nginx.ingress.kubernetes.io/proxy-connect-timeout': '1',
  });
  expect(find(objects, 'Service', 'entry').spec.selector).toEqual({ name: 'nginx-ingress-microk8s' });
});

test('Gateway API: listeners by the controller’s own ports, streams without a time limit, HTTP redirected', () => {
  const site = shipped('home', 'network: {ingress: {engine: gateway, controller: chart}}');
  const objects = objectsOf(site);
  const { spec } = find(objects, 'Gateway', 'mastodon');
  expect(spec.gatewayClassName).toBe('traefik');
  expect(spec.listeners).toMatchObject([
    { name: 'http', port: 8000, allowedRoutes: { namespaces: { from: 'Same' } } },
    { name: 'https', port: 8443, tls: { certificateRefs: [{ name: 'mastodon-tls' }] } },
  ]);
  expect(find(objects, 'HTTPRoute', 'streaming').spec.rules[0]).toMatchObject({
    backendRefs: [{ name: 'streaming', port: 4000 }],
    filters: [{ type: 'ExtensionRef', extensionRef: { kind: 'Middleware', name: 'retry' } }],
    timeouts: { request: '0s' },
  });
  expect(find(objects, 'HTTPRoute', 'web').spec.rules[0].timeouts).toEqual({ request: '600s' });
  expect(find(objects, 'HTTPRoute', 'redirect').spec).toMatchObject({
    parentRefs: [{ name: 'mastodon', sectionName: 'http' }],
    rules: [{ filters: [{ requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  });
  expect(objects.map((one) => one.json.kind)).not.toContain('Ingress');
});
