import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { Cluster } from '../cluster/cluster';
import { house } from './support/house';
import { announcing, Loss, revived } from './support/loss';
import { measured } from './support/measured';
import { entryAddress } from './support/site';

// Behind an ingress controller that takes no settings of ours: Traefik as MicroK8s' addon sets it.
jest.setTimeout(600_000);

let cluster: Cluster;

beforeAll(async () => {
  ({ cluster } = await house('addon-ingress'));
  // The Service that a site on MicroK8s renders, with this LAN's address.
  const service = load(readFileSync('dist/microk8s-jiva/platform/ingress/service.yaml', 'utf8')) as {
    metadata: { annotations: object };
  };
  service.metadata.annotations = { 'metallb.io/loadBalancerIPs': entryAddress };
  await cluster.kubectl.apply(JSON.stringify(service));
});

test('the node that answers dies: some requests fail, and none that begins after 65 s', async () => {
  const node = await announcing(cluster);
  const loss = await Loss.of(cluster, node, { writeOn: false });
  // The lost machine may hold the only database, for which new pods of every Deployment wait: neither they nor posts
  // are waited for before it is back.
  await loss.noticed();
  const { reads } = await loss.requests(120);
  measured('share of reads that fail within the first 65 s', `${Math.round((reads.failed / reads.requests) * 100)} %`);
  await revived(cluster, node);
  const { lost } = await loss.acknowledged();
  expect(reads.requests).toBeGreaterThan(1100);
  expect(reads.lastFailureAfter ?? 0).toBeLessThanOrEqual(65);
  expect(lost).toEqual([]);
});
