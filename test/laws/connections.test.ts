import { audit } from '../../lib/audit';
import { connectionsOpen } from '../../lib/audit/connections';
import { object, type Part, says } from './small';

const pods = (app: string, namespace = 'mastodon') => ({ kind: 'pods', namespace, labels: { app } });
const policy = (name: string, spec: Part) => object('NetworkPolicy', name, { spec });
const deny = policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const dns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const names = policy('dns', { podSelector: {}, egress: [dns] });
const of = (app: string, rules: Part) => policy(app, { podSelector: { matchLabels: { app } }, ...rules });
const peer = (app: string) => ({ podSelector: { matchLabels: { app } } });

/** What is said where web is to reach something, with these policies beside those of every site. */
function said(
  to: Part,
  policies: Part[],
  ports: Part = [{ protocol: 'TCP', port: 5432 }],
  from: Part = pods('web'),
): string[] {
  const connections = [{ why: 'web reads', from, to, ports }];
  return says(connectionsOpen, [deny, names, ...policies], { connections }).map((line) =>
    line.replace('NetworkPolicy default-deny: ', ''),
  );
}

const closed = (end: string, port = 'TCP 5432') => `closed at its ${end} end: web reads (${port})`;
const tcp = { protocol: 'TCP', port: 5432 };
const out = (...to: Part[]) => of('web', { egress: [{ to, ports: [tcp] }] });
const into = (rule: Part) => of('database', { ingress: [rule] });

test('a connection between pods is open at both ends, or said to be closed at each', () => {
  const [way, door] = [out(peer('database')), into({ from: [peer('web')], ports: [tcp] })];
  expect(said(pods('database'), [way, door])).toEqual([]);
  expect(said(pods('database'), [way])).toEqual([closed('ingress')]);
  expect(said(pods('database'), [door])).toEqual([closed('egress')]);
  expect(said(pods('database'), [])).toEqual([closed('egress'), closed('ingress')]);
});

test.each<[what: string, rule: Part, isOpen: boolean]>([
  ['for all ports', { from: [peer('web')] }, true],
  ['for everybody', { ports: [tcp] }, true],
  ['for another pod', { from: [peer('jobs')], ports: [tcp] }, false],
  ['for one of two', { from: [peer('jobs'), peer('web')], ports: [tcp] }, true],
  ['on another port', { from: [peer('web')], ports: [{ protocol: 'TCP', port: 1 }] }, false],
  ['on one of two ports', { from: [peer('web')], ports: [{ protocol: 'TCP', port: 1 }, tcp] }, true],
  ['on any port of the protocol', { from: [peer('web')], ports: [{ protocol: 'TCP' }] }, true],
  ['by the protocol that is meant', { from: [peer('web')], ports: [{ port: 5432 }] }, true],
  ['by another protocol', { from: [peer('web')], ports: [{ protocol: 'UDP', port: 5432 }] }, false],
  ['for addresses', { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [tcp] }, false],
  ['for all pods of ours', { from: [{ podSelector: {} }], ports: [tcp] }, true],
  ['in the other direction', { to: [peer('web')], from: [peer('jobs')], ports: [tcp] }, false],
])('a door %s', (_what, rule, isOpen) => {
  expect(said(pods('database'), [out(peer('database')), into(rule)])).toEqual(isOpen ? [] : [closed('ingress')]);
});

test('a policy of other pods opens nothing for these', () => {
  const jobs = of('jobs', { egress: [{ to: [peer('database')] }], ingress: [{}] });
  expect(said(pods('database', 'elsewhere'), [jobs])).toEqual([closed('egress')]);
});

test.each<[what: string, to: Part, isOpen: boolean]>([
  ['by its name', { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'elsewhere' } } }, true],
  ['by another name', { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'third' } } }, false],
  ['by none, which is ours', { podSelector: {} }, false],
  ['with other pods', { namespaceSelector: {}, ...peer('jobs') }, false],
  ['with these pods', { namespaceSelector: {}, ...peer('database') }, true],
])('another namespace %s', (_what, to, isOpen) => {
  expect(said(pods('database', 'elsewhere'), [out(to)])).toEqual(isOpen ? [] : [closed('egress')]);
});

test('of pods that are not ours nothing is said', () => {
  expect(said(pods('web'), [of('web', { ingress: [{}] })], [tcp], pods('ingress', 'elsewhere'))).toEqual([]);
  expect(said(pods('web'), [], [tcp], pods('ingress', 'elsewhere'))).toEqual([closed('ingress')]);
  expect(said(pods('web'), [], [tcp], { kind: 'outside' })).toEqual([closed('ingress')]);
});

test('the way out of the house is all addresses', () => {
  const to = (cidr: string) => out({ ipBlock: { cidr } });
  expect(said({ kind: 'outside' }, [to('0.0.0.0/0')])).toEqual([]);
  expect(said({ kind: 'outside' }, [to('192.168.1.0/24')])).toEqual([closed('egress')]);
  expect(said({ kind: 'outside' }, [out(peer('database'))])).toEqual([closed('egress')]);
});

test('all addresses of a connection are open', () => {
  const two = { kind: 'addresses', cidrs: ['10.0.0.1/32', '10.0.0.2/32'] };
  const [one, other] = two.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  expect(said(two, [out(one, other)])).toEqual([]);
  expect(said(two, [out(one)])).toEqual([closed('egress')]);
  expect(said(two, [out(peer('database'))])).toEqual([closed('egress')]);
});

test('every port is looked at, and each thing is said once', () => {
  const udp = { protocol: 'UDP', port: 1 };
  expect(said({ kind: 'outside' }, [], [tcp, udp, tcp])).toEqual([closed('egress'), closed('egress', 'UDP 1')]);
});

describe('names', () => {
  const lines = (objects: Part[]) =>
    says(connectionsOpen, objects, {
      connections: [{ why: 'web reads', from: pods('web'), to: pods('x', 'y'), ports: [] }],
    });
  const look = (port: string) =>
    `NetworkPolicy default-deny: closed at its egress end: names are looked up (${port} 53)`;

  test('are looked up by both protocols, from the DNS of the cluster', () => {
    expect(lines([deny, names])).toEqual([]);
    expect(lines([deny])).toEqual([look('UDP'), look('TCP')]);
    expect(lines([deny, policy('dns', { podSelector: {}, egress: [{ ...dns, ports: [dns.ports[0]] }] })])).toEqual([
      look('TCP'),
    ]);
    const [to] = dns.to;
    expect(
      lines([
        deny,
        policy('dns', {
          podSelector: {},
          egress: [{ to: [{ ...to, podSelector: { matchLabels: { 'k8s-app': 'other' } } }] }],
        }),
      ]),
    ).toHaveLength(2);
    expect(lines([deny, policy('dns', { egress: [{ to: [{ podSelector: to?.podSelector }] }] })])).toHaveLength(2);
  });
});

test.each<[what: string, spec: Part, closes: boolean]>([
  ['nothing', {}, false],
  ['one way', { podSelector: {}, policyTypes: ['Ingress'] }, false],
  ['both ways', { policyTypes: ['Ingress', 'Egress'] }, true],
  ['some pods', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] }, false],
  ['pods by an expression', { podSelector: { matchExpressions: [] }, policyTypes: ['Ingress', 'Egress'] }, false],
  ['a way out', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [] }, false],
  ['a way in', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [] }, false],
])('the policy that closes all says %s', (_what, spec, closes) => {
  const found = says(connectionsOpen, [object('Service', 'web'), policy('one', spec)]);
  const open = 'Service web: no NetworkPolicy closes namespace mastodon to everybody else';
  expect(found).toEqual(closes ? [] : [open]);
});

test('where there is no such policy, the first one answers for what is closed; of nothing nothing is said', () => {
  const given = { connections: [{ why: 'web reads', from: pods('web'), to: { kind: 'outside' }, ports: [tcp] }] };
  const found = (objects: Part[]) => says(connectionsOpen, objects, given).filter((line) => line.includes('web reads'));
  expect(found([object('Service', 'web'), policy('one', {})])).toEqual([`NetworkPolicy one: ${closed('egress')}`]);
  expect(found([object('Service', 'web')])).toEqual([`Service web: ${closed('egress')}`]);
  expect(says(connectionsOpen, [], given)).toEqual([]);
});

test('a breach is an error of ours, at the place in the declaration that asked for the object', () => {
  const one = { ...object('Job', 'Web'), from: 'mastodon.sidekiq.groups[0]' };
  const given: Part = {
    site: { namespace: 'mastodon' },
    objects: [one],
    requirements: [],
    secrets: [],
    connections: [],
  };
  expect(audit(given).find(({ rule }) => rule === 'audit/identity')).toEqual({
    rule: 'audit/identity',
    severity: 'error',
    path: ['mastodon', 'sidekiq', 'groups', 0],
    message: 'mastodon/Web.yaml: Web is no name that Kubernetes accepts',
    fix: 'this is a fault of Mammut itself: report it with the declaration',
  });
});
