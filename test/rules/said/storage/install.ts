import type { Said } from '../../said';

export const storageInstall: Readonly<Record<string, readonly Said[]>> = {
  'storage/wrong-kubelet-folder': [
    {
      says: [
        'error at cluster.kubeletDir: /var/lib/kubelet; allowed with MicroK8s: /var/snap/microk8s/common/var/lib/kubelet, symbolic links to it not included',
      ],
    },
    { of: 'a slash at the end', with: 'cluster: {kubeletDir: /var/snap/microk8s/common/var/lib/kubelet/}', says: [] },
  ],
  'storage/microk8s-only': [
    { says: ['error at storage.perNode.install: addon with K3s; allowed: chart or existing'] },
    {
      of: 'its local volumes',
      with: 'storage: {perNode: {engine: microk8s-hostpath}}',
      says: ['error at storage.perNode.engine: microk8s-hostpath with K3s; allowed: local-path'],
    },
    { of: 'a chart', with: 'storage: {perNode: {engine: openebs-hostpath, install: chart}}', says: [] },
    { of: 'on MicroK8s', over: 'home', with: 'storage: {perNode: {engine: microk8s-hostpath}}', says: [] },
    {
      of: 'an addon on MicroK8s',
      over: 'home',
      with: 'storage: {perNode: {engine: openebs-hostpath, install: addon}}',
      says: [],
    },
  ],
  'storage/openebs-installed-twice': [
    {
      says: [
        'error at storage.perNode.install: chart, while jiva of role replicated comes by the addon; allowed: one way for both',
      ],
    },
    {
      of: 'the other way around',
      with: 'storage: {replicated: {engine: jiva, install: chart}}',
      says: [
        'error at storage.replicated.install: chart, while openebs-hostpath of role perNode comes by the addon; allowed: one way for both',
      ],
    },
    {
      of: 'both by charts',
      with: 'storage: {perNode: {engine: openebs-hostpath, install: chart}, replicated: {engine: jiva, install: chart}}',
      says: [],
    },
    { of: 'another engine by a chart', with: 'storage: {replicated: {engine: longhorn}}', says: [] },
  ],
  'storage/folder-not-on-talos': [
    { says: ['error at storage.perNode.folder: /srv/volumes with Talos; allowed: a folder below /var'] },
    { of: 'on K3s', with: 'storage: {perNode: {engine: openebs-hostpath, folder: /srv/volumes}}', says: [] },
    {
      of: 'no folder',
      with: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath}}`,
      says: [],
    },
    {
      of: 'a folder that ends in var',
      with: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath, folder: /srv/var/}}`,
      says: ['error at storage.perNode.folder: /srv/var/ with Talos; allowed: a folder below /var'],
    },
  ],
};
