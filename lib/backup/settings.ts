import type { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { objectName } from '../mastodon/names';
import { toYaml } from '../output/yaml';
import { lockText } from '../site/lock';
import type { Site } from '../site/site';
import { backupLabels, planOf } from './plan';

/** ConfigMap of what lies in every set beside the data, and of the recipients' certificates. */
const settingsMap = 'backup';

/** Declared numbers of pods, as the steps of a restore read them: `web=2`, a line each. */
const deployments = 'deployments';

const mastodonVersion = 'mastodonVersion';

const files = { declaration: 'site.yaml', lock: 'site.lock' };
const certificates = { operator: 'operator.crt', rehearsal: 'rehearsal.crt' } as const;

/**
 * What lies in a set beside the data, as the declaration has it. From the first two files and the set alone a new cluster
 * is rendered. Comments and the order of keys are left out: a change of them changes no object.
 */
export function settingsFiles(site: Site): Record<'settings' | 'keys', Readonly<Record<string, string>>> {
  const recipients = planOf(site)?.recipients;
  return {
    settings: { [files.declaration]: toYaml(site.written), [files.lock]: lockText(site.versions) },
    keys: recipients
      ? { [certificates.operator]: recipients.operator, [certificates.rehearsal]: recipients.rehearsal }
      : {},
  };
}

export function buildSettings(component: Component, site: Site): void {
  const { settings, keys } = settingsFiles(site);
  new k8s.KubeConfigMap(component, 'config-map', {
    metadata: { name: settingsMap, labels: backupLabels(site, settingsMap) },
    data: {
      ...settings,
      ...keys,
      [mastodonVersion]: site.mastodon.version,
      [deployments]: instances(site),
    },
  });
}

/** Whatever writes to the database or the media while the site runs. */
function instances(site: Site): string {
  const { web, streaming, sidekiq } = site.mastodon;
  const programs = [{ name: 'web', ...web }, { name: 'streaming', ...streaming }, ...sidekiq];
  return programs.map((one) => `${objectName(site, one.name)}=${one.instances}\n`).join('');
}

export const deploymentsEnv: k8s.EnvVar = {
  name: 'DEPLOYMENTS',
  valueFrom: { configMapKeyRef: { name: settingsMap, key: deployments } },
};

/** From here, like the numbers of pods: what changes often changes this one object. */
export const versionEnv: k8s.EnvVar = {
  name: 'MASTODON_VERSION',
  valueFrom: { configMapKeyRef: { name: settingsMap, key: mastodonVersion } },
};

const volume = (name: string, keys: readonly string[]): k8s.Volume => ({
  name,
  configMap: { name: settingsMap, items: keys.map((key) => ({ key, path: key })) },
});

export const settingsVolumes = [volume('settings', Object.values(files)), volume('keys', Object.values(certificates))];
export const settingsMounts: k8s.VolumeMount[] = [
  { name: 'settings', mountPath: '/settings', readOnly: true },
  { name: 'keys', mountPath: '/keys', readOnly: true },
];
