import { queues } from '../../lib/mastodon/schema';
import { nodeDisks } from '../../lib/storage/storage';
import { operator, rehearsal } from '../support/certificates';
import { isByChart, lanOf, type Making, mayMove, rolesForData, storageOf, workers } from './making';

const lans = ['192.168.1', '192.168.178', '10.0.0', '172.16.5'];
const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'];

export function nodes({ chance }: Making) {
  const many = chance.pick([1, 2, 3, 3, 4, 5, 7]);
  const lan = chance.pick(lans);
  const memory = chance.pick(['24Gi', '32Gi', '64Gi']);
  const secondDisk = chance.happens(0.5);
  // Everybody votes, three of many do, or it is left to the distribution.
  const voting = chance.pick(['all', 'three', 'default']);
  const arch = chance.pick([undefined, undefined, 'amd64', 'arm64']);
  return names.slice(0, many).map((name, index) => ({
    name,
    address: `${lan}.${11 + index}`,
    memory,
    disk: chance.pick(['500Gi', '1Ti']),
    ...(secondDisk && { dataDisk: '2Ti' }),
    ...(voting === 'all' && { controlPlane: true }),
    ...(voting === 'three' && { controlPlane: index < 3 }),
    ...(arch && { arch }),
  }));
}

export function pools(making: Making) {
  const lan = lanOf(making);
  const named = making.site.cluster.distribution === 'microk8s' ? 'default-addresspool' : 'house';
  const { ipv6 } = making.site.network.loadBalancer;
  const more = ipv6 === undefined ? [] : [`${ipv6}/128`];
  return making.chance.pick([
    [{ name: named, addresses: [`${lan}.240-${lan}.247`, ...more] }],
    [{ name: named, addresses: [`${lan}.240/32`, `${lan}.250/31`, ...more] }],
    [
      { name: named, addresses: [`${lan}.240/29`, ...more] },
      { name: 'guests', addresses: [`${lan}.220-${lan}.229`] },
    ],
  ]);
}

export function parameters({ chance }: Making) {
  return chance.pick([{ log_min_duration_statement: '500' }, { random_page_cost: '1.1', work_mem: '8MB' }]);
}

/** An odd number of servers that each have a node. */
export function quorate(making: Making): number {
  return workers(making).length >= 5 ? making.chance.pick([3, 5]) : 3;
}

export function media(making: Making) {
  const { chance } = making;
  if (chance.happens(0.3)) {
    return {
      s3: {
        bucket: 'mastodon',
        ...((isByChart(making) || chance.happens(0.7)) && { endpoint: 'https://s3.example.org', region: 'eu-1' }),
        ...(chance.happens(0.4) && { hostname: 'files.example.org', aliasHost: 'cdn.example.org', secret: 'bucket' }),
      },
    };
  }
  const roles = Object.values(storageOf(making)).filter(
    (one) =>
      one.retains &&
      (making.by !== 'mastodon/helm-charts' || one.accessModes.includes('ReadWriteMany')) &&
      (one.nodeBound || one.accessModes.includes('ReadWriteMany') || mayMove(making)),
  );
  if (roles.length === 0) return { s3: { bucket: 'mastodon', endpoint: 'https://s3.example.org' } };
  const on = chance.pick(roles.map((one) => one.role));
  return {
    volume: {
      on,
      size: '40Gi',
      ...(storageOf(making)[on]?.nodeBound && chance.happens(0.5) && { node: chance.pick(workers(making)) }),
    },
  };
}

/** All queues over some groups; the scheduler's once. */
export function groups(making: Making) {
  const { chance } = making;
  const free = !isByChart(making);
  const others = chance.shuffled(queues.filter((queue) => queue !== 'scheduler'));
  const cut = chance.whole(1, others.length - 1);
  const parts = chance.happens(0.5) ? [others] : [others.slice(0, cut), others.slice(cut)];
  const more = () => ({
    ...(chance.happens(0.5) && { instances: chance.whole(1, 3), concurrency: chance.whole(1, 25) }),
    ...(chance.happens(0.2) && { ...(free && { slowStart: '300s' }), image: 'registry.example.org/mastodon:fork' }),
    ...(chance.happens(0.2) && { resources: { cpu: '100m', memory: '1Gi', memoryLimit: '2Gi' } }),
    ...(free &&
      chance.happens(0.2) && {
        probes: {
          startup: {
            periodSeconds: 10,
            timeoutSeconds: 10,
            failureThreshold: 60,
            initialDelaySeconds: 20,
            enabled: true,
          },
        },
      }),
    ...(free &&
      chance.happens(0.2) && {
        probes: {
          readiness: {
            periodSeconds: 10,
            timeoutSeconds: 10,
            failureThreshold: 6,
            initialDelaySeconds: 5,
            enabled: true,
          },
          liveness: {
            enabled: chance.happens(0.5),
            periodSeconds: 20,
            timeoutSeconds: 10,
            failureThreshold: 6,
            initialDelaySeconds: 5,
          },
        },
      }),
  });
  return [
    { name: 'scheduler', queues: ['scheduler'] },
    ...parts.map((part, index) => ({
      name: ['many', 'few'][index],
      queues: part.map((queue) => (chance.happens(0.5) ? `${queue},${chance.whole(1, 9)}` : queue)),
      ...more(),
    })),
  ];
}

export function probe({ chance, site }: Making, path: string, timing: object) {
  const removable = !(path.startsWith('database.') && site.database.engine === 'cloudnative-pg');
  return {
    ...timing,
    timeoutSeconds: 5,
    ...(chance.happens(0.5) && { initialDelaySeconds: 40 }),
    ...(chance.happens(0.5) && { enabled: !removable || chance.happens(0.5) }),
  };
}

/** One tree and a bucket, or either; a bucket wherever media lie in one. */
export function targets(making: Making) {
  const { chance, site } = making;
  const lan = lanOf(making);
  const inBucket = site.mastodon.media?.s3 !== undefined;
  const tree = chance.pick(['nfs', 'nfs', 'volume', 'none'] as const);
  const elsewhere = Object.values(storageOf(making)).filter(
    (one) =>
      one.retains && one.failureDomain !== nodeDisks && (one.accessModes.includes('ReadWriteMany') || mayMove(making)),
  );
  const volume =
    tree === 'volume' && elsewhere.length > 0
      ? {
          volume: {
            on: chance.pick(elsewhere).role,
            ...(chance.happens(0.5) && { size: '100Gi' }),
            ...(chance.happens(0.2) && { node: nodeOfMedia(making) }),
          },
        }
      : undefined;
  const nfs =
    volume === undefined && tree !== 'none'
      ? {
          nfs: {
            server: chance.pick(['backup.example.org', `${lan}.30`]),
            share: '/backup',
            ...(chance.happens(0.5) && { size: '500Gi' }),
          },
        }
      : undefined;
  const alone = volume === undefined && nfs === undefined;
  return {
    ...nfs,
    ...volume,
    ...((alone || inBucket || chance.happens(0.4)) && { s3: bucket(making, alone) }),
  };
}

/** Whether CloudNativePG can archive: it needs cert-manager. */
function archives({ site: { database, network } }: Making): boolean {
  const challenge = network.certificates?.challenge;
  return database?.engine === 'cloudnative-pg' && ['http01', 'dns01', 'existing'].includes(challenge);
}

function bucket(making: Making, alone: boolean) {
  const { chance } = making;
  return {
    bucket: 'backup',
    ...(chance.happens(0.8) && {
      endpoint: chance.pick([
        'https://s3.example.net',
        'https://s3.example.net:9000/',
        `http://${lanOf(making)}.31:9000`,
      ]),
      region: 'eu-1',
    }),
    ...(chance.happens(0.4) && { prefix: 'home/mastodon', secret: 'backup-bucket' }),
    ...(archives(making) && chance.happens(0.5) && { wal: { days: 30 } }),
    ...(alone &&
      chance.happens(0.5) && {
        spool: {
          ...(chance.happens(0.5) && { on: chance.pick(rolesForData(making)) }),
          ...(chance.happens(0.5) && { size: '60Gi' }),
          ...(chance.happens(0.3) && { node: nodeOfMedia(making) }),
        },
      }),
  };
}

const nodeOfMedia = (making: Making): string =>
  making.site.mastodon.media?.volume?.node ?? making.chance.pick(workers(making));

/** Anybody's certificates will do. */
export function recipients() {
  return { operator, rehearsal };
}
