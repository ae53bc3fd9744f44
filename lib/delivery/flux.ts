import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { podSecurityLabels } from '../kube/security';
import type { Site } from '../site/site';
import { type ByGit, type ChartNeed, type GitController, stageName, stages } from './parts';

const source = 'source.toolkit.fluxcd.io/v1';

/**
 * Flux: a GitRepository and Kustomizations that depend on each other; the first applies the HelmReleases in `releases/` and is
 * ready when they are. Nothing is pruned, also not when a Kustomization is deleted. Source: fluxcd.io/flux/components/kustomize.
 */
export const flux: GitController = {
  title: 'Flux',
  requires: ({ namespace }) => ({
    name: 'Flux',
    kind: 'existing',
    why: 'applies what is in git; its source, kustomize and helm controllers, 2.6 or newer',
    commands: [
      `kubectl -n ${namespace} wait deployment source-controller kustomize-controller helm-controller --for=condition=Available --timeout=5m`,
    ],
    provides: {
      namespaces: [namespace],
      crds: [
        'gitrepositories.source.toolkit.fluxcd.io',
        'helmrepositories.source.toolkit.fluxcd.io',
        'helmreleases.helm.toolkit.fluxcd.io',
        'kustomizations.kustomize.toolkit.fluxcd.io',
      ],
    },
  }),

  build({ gitops, releases }, own, charts, site) {
    const root = new Component(gitops, 'root', 'delivery');
    new ApiObject(root, 'git-repository', {
      apiVersion: source,
      kind: 'GitRepository',
      metadata: { name: site.name, namespace: own.namespace },
      spec: { interval: '5m', url: own.repository, ref: { branch: own.branch } },
    });
    const order = charts.length > 0 ? ['releases', ...stages] : stages;
    for (const [index, stage] of order.entries()) kustomization(root, own, site, stage, order[index - 1]);
    const component = new Component(releases, 'charts', 'delivery');
    namespaces(component, charts);
    for (const need of charts) release(component, own, need, stageName(site, need.name));
  },

  progress: ({ namespace }) =>
    `kubectl -n ${namespace} get gitrepositories,helmreleases,kustomizations.kustomize.toolkit.fluxcd.io`,
  pause({ namespace }, site) {
    const suspend = (value: boolean) =>
      `kubectl -n ${namespace} patch kustomizations.kustomize.toolkit.fluxcd.io ${stageName(site, 'mastodon')} --type merge -p '{"spec":{"suspend":${value}}}'`;
    return { before: suspend(true), after: suspend(false) };
  },
};

/** How long the slowest object of a folder may take: volumes, a first migration. */
const patience: Readonly<Record<string, string>> = {
  releases: '15m',
  platform: '10m',
  mastodon: '45m',
  operations: '5m',
};

function kustomization(scope: Construct, own: ByGit, site: Site, stage: string, after: string | undefined): void {
  new ApiObject(scope, stage, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: stageName(site, stage), namespace: own.namespace },
    spec: {
      ...(after !== undefined && { dependsOn: [{ name: stageName(site, after) }] }),
      sourceRef: { kind: 'GitRepository', name: site.name },
      path: `./${own.path}/${stage}`,
      interval: '10m',
      retryInterval: '1m',
      timeout: patience[stage],
      // Claims of the platform wait for the pods that come after it.
      wait: stage !== 'platform',
      prune: false,
      deletionPolicy: 'Orphan',
    },
  });
}

/** Several charts may share one. */
function namespaces(scope: Construct, charts: readonly ChartNeed[]): void {
  for (const name of new Set(charts.map(({ chart }) => chart.namespace))) {
    const privileged = charts.some(({ chart }) => chart.namespace === name && chart.privileged);
    const metadata = { name, ...(privileged && { labels: podSecurityLabels('privileged') }) };
    new k8s.KubeNamespace(scope, `namespace-${name}`, { metadata });
  }
}

function release(scope: Construct, own: ByGit, { chart: need, version }: ChartNeed, name: string): void {
  const { chart, repository, release: releaseName, namespace, values } = need;
  new ApiObject(scope, `${chart}-repository`, {
    apiVersion: source,
    kind: 'HelmRepository',
    metadata: { name, namespace: own.namespace },
    spec: { interval: '1h', url: repository },
  });
  new ApiObject(scope, chart, {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: own.namespace },
    spec: {
      interval: '1h',
      timeout: '10m',
      releaseName,
      targetNamespace: namespace,
      storageNamespace: namespace,
      chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name } } },
      install: { crds: 'CreateReplace', remediation: { retries: 5 } },
      upgrade: { crds: 'CreateReplace', remediation: { retries: 5 } },
      values,
    },
  });
}
