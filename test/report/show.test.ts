import { show } from '../../lib/report/show';
import { reportSource } from '../../lib/report/source';
import { rooms } from '../../lib/rooms';
import type { ShippedSite } from '../../lib/site/rule';
import { shipped } from '../support/site';

function shown(name: ShippedSite, overlay = ''): string {
  const { site, topology, losses } = reportSource(shipped(name, overlay), { findings: [], defaults: [] });
  return show(site, topology, losses);
}

test('one node: everything is on it', () => {
  expect(shown('one-node')).toBe(`one-node: Mastodon v4.7.2 at https://social.example.org
on one node with K3s 1.36

the way in
  the internet
    │  the router 192.168.1.1 forwards ports 80 and 443
  192.168.1.11
    │  this machine answers for it
  ingress controller traefik
    │  asks another pod where one does not answer
  web ×1, streaming ×1
    │  ask for their data
  PostgreSQL at database, Redis at redis

alpha  192.168.1.11, 8Gi of memory, 250Gi of disk, votes in the control plane
  ├ database  384Mi
  ├ redis  128Mi
  ├ web  640Mi
  ├ streaming  128Mi
  ├ sidekiq  512Mi
  └ sidekiq-scheduler  512Mi

volumes
  ├ database  20Gi of local-path-retain: the disk of the machine where it runs
  ├ redis  2Gi of local-path-retain: the disk of the machine where it runs
  ├ media  50Gi of local-path-retain: the disk of the machine where it runs
  ├ backup spool  50Gi of local-path-retain: the disk of the machine where it runs
  └ rehearsal  22Gi of local-path-retain: the disk of alpha

elsewhere
  ├ backups: bucket mastodon-backup at s3.example.org
  └ mail: smtp.example.org

lost, and what it costs
  the machine              away until it is back
  the database's primary   it comes back by itself
  its disk, for good       away until you restore a backup
  the power                it comes back by itself
  the router, or the line  away until it is back
  the backups' place       nobody notices
  the building             away until you restore a backup
`);
});

test('three nodes: what each holds is drawn there, what moves is not', () => {
  const text = shown('home');
  for (const name of ['alpha', 'beta', 'gamma'])
    expect(text).toMatch(new RegExp(`^${name} .*\\n  ├ database {2}1Gi\\n  ├ redis {2}256Mi\\n`, 'm'));
  expect(text).toMatch(/^wherever there is room\n {2}├ web ×2 {2}1Gi each\n/m);
  expect(text).toContain('media  100Gi of longhorn-rwx-r3: 3 copies, each on another machine');
});

test('every pod and every volume that the budgets count is drawn', () => {
  for (const name of ['home', 'microk8s-jiva', 'one-node'] as const) {
    const { topology } = reportSource(shipped(name), { findings: [], defaults: [] });
    const drawn = [...topology.machines.flatMap(({ pods }) => pods), ...topology.anywhere, ...topology.volumes];
    const counted = rooms.flatMap((room) => room.footprints(shipped(name))).map((one) => one.name);
    expect([...new Set(drawn.map((one) => one.name))].sort()).toEqual([...new Set(counted)].sort());
  }
});

test('servers of others, buckets and relays stand elsewhere', () => {
  const text = shown(
    'home',
    `database: {engine: external, host: db.example.org, addresses: [203.0.113.5/32]}
mastodon: {media: {volume: null, s3: {bucket: media, endpoint: 'https://s3.example.org'}}}`,
  );
  expect(text).toContain('PostgreSQL: db.example.org');
  expect(text).toContain('media: bucket media');
});

test('a control plane that runs no pods is drawn without any', () => {
  const text = shown(
    'home',
    `cluster: {distribution: kubeadm, nodes: [{name: cp, address: 192.168.1.10, memory: 4Gi, disk: 50Gi, controlPlane: true}, ${[
      'alpha',
      'beta',
      'gamma',
    ]
      .map(
        (name, at) => `{name: ${name}, address: 192.168.1.${11 + at}, memory: 16Gi, disk: 250Gi, controlPlane: false}`,
      )
      .join(', ')}]}\nnetwork: {loadBalancer: {install: chart}}`,
  );
  expect(text).toMatch(/^cp .*votes in the control plane\n {2}└ runs the control plane alone\n/m);
});
