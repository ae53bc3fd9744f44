import {
  beside,
  clusterOf,
  distributionOf,
  type Making,
  mayMove,
  roleIn,
  storageOf,
  type Table,
  workers,
} from './making';

const takesSettings = (making: Making) =>
  making.site.network.ingress?.controller !== undefined
    ? making.site.network.ingress.controller !== 'addon' || distributionOf(making).name === 'k3s'
    : distributionOf(making).name !== 'microk8s';

const bitnamiBy = (by: Making['by']) => (by === 'mastodon/chart' ? ['bitnami', 'bitnami'] : []);

/** Options that go together with what is declared already. */
export const offered: Table<readonly string[]> = {
  'network.loadBalancer': (making) =>
    distributionOf(making).builtInLoadBalancer ? ['metallb', 'servicelb', 'host-ports'] : ['metallb', 'host-ports'],
  'loadBalancer.install': (making) =>
    distributionOf(making).name === 'microk8s' ? ['addon', 'chart', 'existing'] : ['chart', 'existing'],
  controller: (making) => {
    if (distributionOf(making).ingress.by !== 'addon') return ['chart', 'existing'];
    const reads =
      making.site.network.ingress.engine !== 'gateway' ||
      distributionOf(making).name === 'k3s' ||
      clusterOf(making).minor >= 35;
    return reads ? ['addon', 'chart', 'existing'] : ['chart', 'existing'];
  },
  internet: (making) => (takesSettings(making) ? ['port-forward', 'tunnel', 'vps', 'none'] : ['port-forward', 'none']),
  challenge: ({ site: { network } }) => {
    const signed = {
      'port-forward': ['http01', 'dns01'],
      vps: ['http01', 'dns01', 'upstream'],
      tunnel: ['upstream', 'dns01'],
      none: ['dns01'],
    };
    return [...signed[(network.internet ?? 'port-forward') as 'vps'], 'existing', 'secret'];
  },
  'storage.perNode': (making) =>
    distributionOf(making).name === 'microk8s'
      ? ['microk8s-hostpath', 'openebs-hostpath', 'openebs-hostpath', 'longhorn', 'existing']
      : [
          'local-path',
          'openebs-hostpath',
          'longhorn',
          'existing',
          ...(workers(making).length >= 3 && mayMove(making) ? ['none'] : []),
        ],
  'storage.replicated': (making) => {
    const many = workers(making).length;
    if (many === 1) return ['none'];
    const disk = storageOf({
      ...making,
      site: { ...making.site, storage: { perNode: making.site.storage.perNode } },
    }).perNode;
    return [
      'longhorn',
      'existing',
      'csi-nfs',
      ...(many >= 3 && disk?.nodeBound ? ['jiva', 'jiva'] : []),
      ...(mayMove(making) ? [] : ['none', 'none']),
    ];
  },
  'storage.shared': (making) => {
    const { replicated } = storageOf({
      ...making,
      site: { ...making.site, storage: { ...making.site.storage, shared: { engine: 'none' } } },
    });
    const many = workers(making).length;
    return [
      ...(many > 1 ? ['longhorn'] : ['none']),
      'existing',
      'csi-nfs',
      ...(replicated && !replicated.networkFilesystem ? ['openebs-nfs', 'openebs-nfs'] : []),
      'none',
    ];
  },
  'storage.perNode.install': (making) =>
    distributionOf(making).name === 'microk8s' ? ['addon', 'chart', 'existing'] : ['chart', 'existing'],
  'storage.replicated.install': (making) => {
    const disk = making.site.storage.perNode?.install;
    if (making.site.storage.replicated.engine !== 'jiva') return ['chart', 'existing'];
    if (distributionOf(making).name === 'talos') return ['existing'];
    return disk === 'addon'
      ? ['addon']
      : distributionOf(making).name === 'microk8s' && making.site.storage.perNode?.engine !== 'openebs-hostpath'
        ? ['addon', 'chart', 'existing']
        : ['chart', 'existing'];
  },
  dataLocality: (making, path) => {
    const alone = beside(making, path, 'copies') === 1 && roleIn(path) !== 'shared';
    return ['best-effort', 'disabled', ...(alone || roleIn(path) === 'perNode' ? ['strict-local'] : [])];
  },
  database: ({ by }) => ['cloudnative-pg', 'standalone', 'external', ...bitnamiBy(by)],
  redis: (making) => [
    ...(workers(making).length >= 3 ? ['sentinel'] : []),
    'single',
    'external',
    ...bitnamiBy(making.by),
  ],
  search: ({ by }) => [
    'none',
    'external',
    ...(by === 'mastodon/helm-charts' ? [] : ['elasticsearch']),
    ...bitnamiBy(by),
  ],
  tls: (making) => (making.site.mastodon.smtp.anonymous ? ['starttls', 'tls', 'none'] : ['starttls', 'tls']),
};
