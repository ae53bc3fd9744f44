import { setsSeen } from '../backup/sets-mount';
import { Component, type Folders } from '../kube/component';
import { shortHash } from '../kube/hash';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { containerSecurity } from '../kube/security';
import { typedResources } from '../kube/typed';
import { once } from '../site/once';
import type { Site } from '../site/site';
import { mediaParts } from './media';
import { deploymentNames, namePrefix } from './names';
import { checksums, environment, podFields, settingsMap, writable, writableVolumes } from './rails';
import { type ScriptName, scriptsFolder, scriptsMount, scriptsVolume } from './scripts';

/**
 * Two Jobs for each version, by plain apply. Their names are hashes of their whole pod templates, since a Job can't be
 * changed: a new version is a new Job, and applying the same again changes nothing. No TTL, or every apply would
 * run them anew.
 */
const name = 'migrations';

export const preLabels = (site: Site) => labels('mastodon', site.name, 'migrate-pre');
export const postLabels = (site: Site) => labels('mastodon', site.name, 'migrate-post');

export function buildMigrations(folders: Folders, site: Site): void {
  const component = new Component(folders.mastodon, name, 'mastodon.version');
  const its = labels('mastodon', site.name, name);
  settingsMap(component, site, name, its);
  buildAccount(component, site);
  job(component, 'pre', site, pre(site));
  job(component, 'post', site, post(site));
}

/** Names of the Jobs as rendered, for the runbook. */
export const jobNames = once((site) => ({ pre: jobName('pre', pre(site)), post: jobName('post', post(site)) }));

function jobName(step: 'pre' | 'post', template: k8s.PodTemplateSpec): string {
  return `migrate-${step}-${shortHash(k8s.toJson_PodTemplateSpec(template))}`;
}

function job(component: Component, step: 'pre' | 'post', site: Site, template: k8s.PodTemplateSpec): void {
  const { migrationSeconds } = site.mastodon;
  new k8s.KubeJob(component, step, {
    metadata: { name: jobName(step, template), labels: template.metadata?.labels ?? {} },
    spec: {
      // Six attempts, 10 s to 6 min apart: a database that fails over in between is not the end.
      backoffLimit: 6,
      // The second one also waits for the first and for the rollout.
      activeDeadlineSeconds: step === 'pre' ? migrationSeconds : 2 * migrationSeconds + 3600,
      template,
    },
  });
}

function pre(site: Site): k8s.PodTemplateSpec {
  const image = site.mastodon.web.image;
  const media = mediaParts(site, image, true);
  const sets = setsSeen(site);
  const container = railsContainer(site, 'migrate-pre', image, ['migrate-pre.rb'], [...media.mounts, ...sets.mounts]);
  const scripts: ScriptName[] = ['database.rb', 'migrate-pre.rb'];
  return {
    metadata: { labels: { ...preLabels(site), ...media.labels }, annotations: checksums(site, name, scripts) },
    spec: {
      ...podFields,
      ...(media.affinity && { affinity: media.affinity }),
      restartPolicy: 'Never',
      initContainers: media.initContainers,
      containers: [{ ...container, env: [...(container.env ?? []), ...sets.env] }],
      volumes: [...writableVolumes('1Gi'), ...media.volumes, ...sets.volumes, scriptsVolume(...scripts)],
    },
  };
}

function post(site: Site): k8s.PodTemplateSpec {
  const { web, streaming, sidekiq } = site.mastodon;
  const deployments = [{ name: 'web', ...web }, { name: 'streaming', ...streaming }, ...sidekiq];
  const images = deployments.map((deployment) => `${deployment.name}=${deployment.image}`);
  const scripts: ScriptName[] = ['database.rb', 'migrate-post.rb'];
  const container = railsContainer(site, 'migrate-post', web.image, ['migrate-post.rb', ...images], []);
  const prefix = namePrefix(site) === '' ? [] : [{ name: 'NAME_PREFIX', value: namePrefix(site) }];
  const selector = `app.kubernetes.io/name=mastodon,app.kubernetes.io/instance=${site.name}`;
  return {
    metadata: { labels: postLabels(site), annotations: checksums(site, name, scripts) },
    spec: {
      ...podFields,
      // The one pod that asks the API server.
      serviceAccountName: name,
      automountServiceAccountToken: true,
      restartPolicy: 'Never',
      containers: [
        { ...container, env: [...prefix, { name: 'POD_SELECTOR', value: selector }, ...(container.env ?? [])] },
      ],
      volumes: [...writableVolumes('1Gi'), scriptsVolume(...scripts)],
    },
  };
}

function railsContainer(
  site: Site,
  id: string,
  image: string,
  command: string[],
  mounts: k8s.VolumeMount[],
): k8s.Container {
  const [script, ...rest] = command;
  return {
    name: id,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['bundle', 'exec', 'ruby', `${scriptsFolder}/${script}`, ...rest],
    ...environment(site, name),
    resources: typedResources({ cpu: '100m', memory: '384Mi', memoryLimit: '1Gi' }),
    securityContext: containerSecurity(),
    volumeMounts: [...writable, ...mounts, scriptsMount],
  };
}

/** May look at this site's Deployments and at pods, and change nothing. */
function buildAccount(component: Component, site: Site): void {
  const its = labels('mastodon', site.name, name);
  const resourceNames = deploymentNames(site);
  new k8s.KubeServiceAccount(component, 'service-account', {
    metadata: { name, labels: its },
    automountServiceAccountToken: false,
  });
  new k8s.KubeRole(component, 'role', {
    metadata: { name, labels: its },
    rules: [
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames, verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    ],
  });
  new k8s.KubeRoleBinding(component, 'role-binding', {
    metadata: { name, labels: its },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: site.namespace }],
  });
}
