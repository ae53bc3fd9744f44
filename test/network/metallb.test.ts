import { Testing } from 'cdk8s';
import { MetalLbPools, networkRoom } from '../../lib/network';
import { find, objectsOf, rulesHit, shipped } from '../support/site';

const chart = `network:
  loadBalancer:
    install: chart`;

test('on MicroK8s the pool and its advertisement carry the names that the addon gave them', () => {
  const objects = objectsOf(shipped('home'));
  expect(find(objects, 'IPAddressPool', 'default-addresspool').spec).toEqual({
    addresses: ['192.168.1.240/32'],
    autoAssign: false,
  });
  expect(find(objects, 'L2Advertisement', 'default-advertise-all-pools').spec).toEqual({
    ipAddressPools: ['default-addresspool'],
  });
});

test('a pool restricted to nodes restricts the one advertisement there is, since several would add up', () => {
  const objects = objectsOf(shipped('home', 'network: {loadBalancer: {nodes: [alpha, beta], interfaces: [eth0]}}'));
  const advertisements = objects.filter((one) => one.json.kind === 'L2Advertisement');
  expect(advertisements).toHaveLength(1);
  expect(advertisements[0]?.json.spec).toMatchObject({
    interfaces: ['eth0'],
    nodeSelectors: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', values: ['alpha', 'beta'] }] }],
  });
});

test('the addon is closed to others before the ingress addon asks for an address', () => {
  const [metallb, ingress] = networkRoom.requires(shipped('home', 'network: {ingress: {controller: addon}}'));
  expect(metallb?.commands[0]).toBe('microk8s enable metallb:192.168.1.240/32');
  expect(metallb?.commands.at(-1)).toContain('"autoAssign":false');
  expect(ingress?.commands).toContain(
    'kubectl -n ingress patch service traefik --type merge -p \'{"spec":{"type":"ClusterIP"}}\'',
  );
});

test('the chart comes without FRR for layer 2, and announces on control-plane nodes that exclude themselves', () => {
  const values = (overlay: string) =>
    networkRoom.requires(shipped('home', overlay)).find((one) => one.name === 'metallb')?.chart?.values;
  const requests = { cpu: '100m', memory: '128Mi' };
  expect(values(chart)).toEqual({
    frrk8s: { enabled: false },
    speaker: { frr: { enabled: false }, resources: { requests } },
  });
  expect(values(`cluster: {distribution: talos}\n${chart}`)).toMatchObject({ speaker: { ignoreExcludeLB: true } });
});

test('K3s is told to switch its own load balancer off', () => {
  const site = shipped('one-node', 'network: {loadBalancer: {engine: metallb, address: 192.168.1.240}}');
  expect(networkRoom.requires(site)[0]).toMatchObject({ kind: 'node', name: 'no ServiceLB' });
});

test('BGP: the password is a Secret in MetalLB’s namespace, and no layer 2 is announced', () => {
  const site = shipped(
    'home',
    `network:
  loadBalancer:
    install: chart
    bgp:
      myASN: 64512
      bfd: true
      peers: [{name: router, address: 192.168.1.1, asn: 64513, passwordSecret: bgp-router}]`,
  );
  const objects = objectsOf(site);
  expect(find(objects, 'BGPPeer', 'router').spec).toEqual({
    myASN: 64512,
    peerASN: 64513,
    peerAddress: '192.168.1.1',
    passwordSecret: { name: 'bgp-router', namespace: 'metallb-system' },
    bfdProfile: 'fast',
  });
  expect(objects.map((one) => one.json.kind)).not.toContain('L2Advertisement');
  expect(networkRoom.secrets(site)).toContainEqual(
    expect.objectContaining({ name: 'bgp-router', namespace: 'metallb-system' }),
  );
});

test('MicroK8s’ own suggestion of an address is refused for each thing that it would take', () => {
  const hits = rulesHit(
    'home',
    'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/24]}]}}',
  );
  expect(hits).toEqual(
    expect.arrayContaining([
      'network/pool-cidr-not-aligned',
      'network/pool-overlaps-router',
      'network/pool-overlaps-node',
      'network/pool-overlaps-dhcp',
    ]),
  );
});

test('both families: one pool, one annotation, a Service that must have both', () => {
  const objects = objectsOf(
    shipped('home', 'network: {ingress: {controller: addon}, loadBalancer: {ipv6: "fd00::240"}}'),
  );
  expect(find(objects, 'IPAddressPool', 'default-addresspool').spec.addresses).toEqual([
    '192.168.1.240/32',
    'fd00::240/128',
  ]);
  const { metadata, spec } = find(objects, 'Service', 'entry');
  expect(metadata.annotations).toEqual({ 'metallb.io/loadBalancerIPs': '192.168.1.240,fd00::240' });
  expect(spec.ipFamilyPolicy).toBe('RequireDualStack');
});

test('the construct alone serves any cdk8s chart', () => {
  const scope = Testing.chart();
  new MetalLbPools(scope, 'pools', { pools: [{ name: 'home', addresses: ['192.168.1.240/32'] }] });
  expect(Testing.synth(scope).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
    'IPAddressPool metallb-system/home',
    'L2Advertisement metallb-system/mastodon',
  ]);
});
