import type { Rule } from '../site/rule';
import { filledRoles } from './filled';

const wrongKubeletFolder: Rule = {
  name: 'storage/wrong-kubelet-folder',
  severity: 'error',
  why: "a storage driver that is told another folder than the kubelet's reports success and mounts nothing: the data lands on the node's own disk and dies with the pod",
  source:
    'openebs-archive/jiva#367; canonical/microk8s default-args/kubelet: --root-dir; containerd creates a missing source of a bind mount',
  fix: 'remove cluster.kubeletDir: it follows from the distribution',
  examples: {
    over: 'home',
    wrong: 'cluster: {kubeletDir: /var/lib/kubelet}',
    right: 'cluster: {kubeletDir: /var/snap/microk8s/common/var/lib/kubelet}',
  },
  *check({ cluster }) {
    const { kubeletDir, title } = cluster.distribution;
    if (cluster.kubeletDir.replace(/\/+$/, '') !== kubeletDir) {
      yield {
        path: ['cluster', 'kubeletDir'],
        message: `${cluster.kubeletDir}; allowed with ${title}: ${kubeletDir}, symbolic links to it not included`,
      };
    }
  },
};

const microk8sOnly: Rule = {
  name: 'storage/microk8s-only',
  severity: 'error',
  why: "MicroK8s' addons and its own local volumes exist with MicroK8s alone",
  source: 'microk8s.io/docs: addons',
  fix: "set install to chart, or fill perNode with the distribution's own engine",
  examples: {
    over: 'one-node',
    wrong: 'storage: {perNode: {engine: openebs-hostpath, install: addon}}',
    right: 'storage: {perNode: {engine: openebs-hostpath, install: chart}}',
  },
  *check(site) {
    const { name, title } = site.cluster.distribution;
    if (name === 'microk8s') return;
    for (const { role, engine, options } of filledRoles(site)) {
      if ((options as { install?: string }).install === 'addon') {
        yield { path: ['storage', role, 'install'], message: `addon with ${title}; allowed: chart or existing` };
      } else if (engine === 'microk8s-hostpath') {
        yield {
          path: ['storage', role, 'engine'],
          message: `microk8s-hostpath with ${title}; allowed: ${site.cluster.distribution.localVolumes}`,
        };
      }
    }
  },
};

const installedTwice: Rule = {
  name: 'storage/openebs-installed-twice',
  severity: 'error',
  why: "MicroK8s' addon brings OpenEBS LocalPV and Jiva at once; a chart beside it claims the same cluster roles, drivers and provisioner names, and Helm refuses or two provisioners answer one claim",
  source: 'canonical/microk8s-community-addons, addons/openebs/enable: jiva.enabled=true with localpv-provisioner',
  fix: 'install both by the addon, or both by their charts',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'storage: {perNode: {engine: openebs-hostpath, install: chart}}',
    right: 'storage: {perNode: {engine: openebs-hostpath, install: addon}}',
  },
  *check(site) {
    const parts = filledRoles(site).filter((one) => ['openebs-hostpath', 'jiva'].includes(one.engine));
    const by = (install: string) => parts.find((one) => (one.options as { install?: string }).install === install);
    const addon = by('addon');
    const chart = by('chart');
    if (addon && chart) {
      yield {
        path: ['storage', chart.role, 'install'],
        message: `chart, while ${addon.engine} of role ${addon.role} comes by the addon; allowed: one way for both`,
      };
    }
  },
};

/** Talos mounts everything but /var read-only. */
const talosFolder: Rule = {
  name: 'storage/folder-not-on-talos',
  severity: 'error',
  why: 'Talos has a read-only system: only /var can be written, and volumes elsewhere can not be made',
  source: 'talos.dev: architecture, filesystem; local storage',
  fix: 'choose a folder below /var, and give the kubelet an extraMount for it',
  examples: {
    over: 'one-node',
    wrong: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath, folder: /srv/volumes}}`,
    right: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath, folder: /var/mnt/volumes}}`,
  },
  *check(site) {
    if (site.cluster.distribution.name !== 'talos') return;
    for (const { role, options } of filledRoles(site)) {
      const { folder } = options as { folder?: string };
      if (folder !== undefined && !folder.startsWith('/var/')) {
        yield { path: ['storage', role, 'folder'], message: `${folder} with Talos; allowed: a folder below /var` };
      }
    }
  },
};

/** Rules on how engines are installed and where their folders are. */
export const installRules: readonly Rule[] = [wrongKubeletFolder, microk8sOnly, installedTwice, talosFolder];
