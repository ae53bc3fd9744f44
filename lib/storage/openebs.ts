import * as v from 'valibot';
import { about } from '../site/describe';
import type { Requirement } from '../site/room';

/** Where every part of OpenEBS runs; Jiva's operator looks for its policies there and nowhere else. */
export const openebsNamespace = 'openebs';

export type OpenebsInstall = 'chart' | 'addon' | 'existing';

export const openebsInstall = (preset: OpenebsInstall) =>
  about(
    v.optional(v.picklist(['chart', 'addon', 'existing'], 'allowed: chart, addon or existing'), preset),
    "who installs it: a Helm chart, MicroK8s' community addon, or somebody already has",
  );

/**
 * MicroK8s' community addon brings LocalPV and Jiva at once (OpenEBS 3.3) and tells both where MicroK8s' kubelet keeps
 * its volumes. Source: canonical/microk8s-community-addons, addons/openebs/enable.
 */
export const openebsAddon: Requirement = {
  name: 'openebs',
  kind: 'addon',
  version: '3.3.x',
  why: "makes volumes in folders of the nodes' disks, and Jiva's replicated ones on top of them",
  commands: [
    'microk8s enable community',
    'microk8s enable community/openebs',
    `kubectl -n ${openebsNamespace} wait pods --all --for=condition=Ready --timeout=10m`,
  ],
  provides: {
    namespaces: [openebsNamespace],
    storageClasses: ['openebs-hostpath', 'openebs-device', 'openebs-jiva-csi-default'],
    crds: ['jivavolumepolicies.openebs.io', 'jivavolumes.openebs.io'],
  },
};

/** An OpenEBS StorageClass holds its settings as a list in an annotation. */
export function openebsConfig(casType: string, settings: readonly OpenebsSetting[]): Readonly<Record<string, string>> {
  return {
    'openebs.io/cas-type': casType,
    'cas.openebs.io/config': settings.map(settingText).join(''),
  };
}

export interface OpenebsSetting {
  readonly name: string;
  readonly value?: string;
  readonly data?: Readonly<Record<string, string>>;
}

function settingText({ name, value, data }: OpenebsSetting): string {
  const lines = (text: string) => (text.includes('\n') ? `|\n${text.replace(/^/gm, '    ')}` : JSON.stringify(text));
  const entries = Object.entries(data ?? {}).map(([key, one]) => `    ${key}: ${JSON.stringify(one)}\n`);
  return `- name: ${name}\n${value === undefined ? '' : `  value: ${lines(value)}\n`}${data ? `  data:\n${entries.join('')}` : ''}`;
}
