import { networkRoom } from '../../lib/network';
import { find, objectsOf, rulesHit, shipped } from '../support/site';

const kinds = (overlay: string) => objectsOf(shipped('home', overlay)).map((one) => one.json.kind);

test('staging first; production is another issuer and one changed line of the certificate', () => {
  const staging = objectsOf(shipped('home'));
  const production = objectsOf(shipped('home', 'network: {certificates: {environment: production}}'));
  expect(find(staging, 'ClusterIssuer', 'letsencrypt-staging').spec.acme.server).toContain('acme-staging-v02');
  expect(find(production, 'ClusterIssuer', 'letsencrypt-production').spec.acme.server).toBe(
    'https://acme-v02.api.letsencrypt.org/directory',
  );
  expect(find(production, 'Certificate', 'mastodon-tls').spec.issuerRef.name).toBe('letsencrypt-production');
});

test('http01 is answered through the site’s own class', () => {
  expect(
    find(objectsOf(shipped('home', 'network: {ingress: {controller: addon}}')), 'ClusterIssuer', 'letsencrypt-staging')
      .spec.acme.solvers,
  ).toEqual([{ http01: { ingress: { ingressClassName: 'public' } } }]);
});

test('by Gateway API the challenge needs a cert-manager that is told so, which the addon is not', () => {
  const site = shipped('home', 'network: {ingress: {engine: gateway, controller: chart}}');
  expect(
    find(objectsOf(site), 'ClusterIssuer', 'letsencrypt-staging').spec.acme.solvers[0].http01.gatewayHTTPRoute
      .parentRefs,
  ).toEqual([{ kind: 'Gateway', name: 'mastodon', namespace: 'mastodon', sectionName: 'http' }]);
  expect(networkRoom.requires(site).find((one) => one.name === 'cert-manager')).toMatchObject({
    kind: 'chart',
    chart: { values: { config: { enableGatewayAPI: true } } },
  });
});

test('a dns01 solver is passed on unchanged, and the Secret it names is asked for', () => {
  const overlay = `network:
  certificates:
    challenge: dns01
    dns01:
      webhook:
        groupName: acme.example.org
        solverName: provider
        config:
          zone: example.org
          apiKeySecretRef: {name: dns-access, key: api-key}`;
  const site = shipped('home', overlay);
  expect(find(objectsOf(site), 'ClusterIssuer', 'letsencrypt-staging').spec.acme.solvers).toEqual([
    {
      dns01: {
        webhook: {
          groupName: 'acme.example.org',
          solverName: 'provider',
          config: { zone: 'example.org', apiKeySecretRef: { name: 'dns-access', key: 'api-key' } },
        },
      },
    },
  ]);
  expect(networkRoom.secrets(site)).toContainEqual(
    expect.objectContaining({ name: 'dns-access', namespace: 'cert-manager', madeBy: 'you' }),
  );
  expect(rulesHit('home', overlay)).not.toContain('network/dns01-plaintext-secret');
});

test('a certificate that people bring needs no cert-manager', () => {
  const overlay = 'network: {certificates: {challenge: secret, secret: my-tls}}';
  const site = shipped('home', overlay);
  expect(kinds(overlay)).not.toContain('Certificate');
  expect(networkRoom.requires(site).map((one) => one.name)).not.toContain('cert-manager');
  expect(networkRoom.secrets(site)).toContainEqual(expect.objectContaining({ name: 'my-tls', madeBy: 'you' }));
});

test('where TLS ends upstream the entry has none and nothing is redirected', () => {
  const overlay = 'network: {internet: tunnel, ingress: {controller: chart}, certificates: {challenge: upstream}}';
  expect(find(objectsOf(shipped('home', overlay)), 'Ingress', 'mastodon').spec.tls).toBeUndefined();
  expect(kinds(overlay)).not.toContain('ClusterIssuer');
});

test('the name of a plaintext secret is told, its value never', () => {
  const overlay = 'network: {certificates: {challenge: dns01, dns01: {x: [{apiToken: swordfish}]}}}';
  const [hit] = networkRoom.rules
    .filter((rule) => rule.name === 'network/dns01-plaintext-secret')
    .flatMap((rule) => [...rule.check(shipped('home', overlay))]);
  expect(hit?.path).toEqual(['network', 'certificates', 'dns01', 'x', 0, 'apiToken']);
  expect(JSON.stringify(hit)).not.toContain('swordfish');
});
