import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Component } from '../kube/component';
import { podSecurityLabels } from '../kube/security';
import { toYaml } from '../output/yaml';
import { type ByGit, type ChartNeed, type GitController, stageName, stages } from './parts';

const apiVersion = 'argoproj.io/v1alpha1';

/**
 * Argo CD: one Application applies `releases/`, where Applications of the charts and of our folders stand in waves. Waves wait
 * for health, which Argo CD tells of an Application only where it is told how (see the runbook).
 *
 * Nothing heals itself and nothing is pruned: what a restore scales stays as it is until the next commit, and what disappears
 * from git is deleted by a person. Source: argo-cd.readthedocs.io, user-guide/auto_sync and operator-manual/health.
 */
export const argocd: GitController = {
  title: 'Argo CD',
  requires: ({ namespace }) => ({
    name: 'Argo CD',
    kind: 'existing',
    why: 'applies what is in git; 3.0 or newer',
    commands: [
      'kubectl get crd applications.argoproj.io',
      '# order among Applications needs their health, which Argo CD tells only when asked to',
      `kubectl -n ${namespace} patch configmap argocd-cm --type merge --patch-file /dev/stdin <<'END'
data:
  resource.customizations.health.argoproj.io_Application: |
    local hs = {status = "Progressing", message = ""}
    if obj.status ~= nil and obj.status.health ~= nil then
      hs.status = obj.status.health.status
      hs.message = obj.status.health.message or ""
    end
    return hs
END`,
    ],
    provides: { namespaces: [namespace], crds: ['applications.argoproj.io'] },
  }),

  build({ gitops, releases }, own, charts, site) {
    const root = new Component(gitops, 'root', 'delivery');
    application(root, 'application', own, {
      name: site.name,
      source: { path: `${own.path}/releases` },
      to: own.namespace,
    });
    const component = new Component(releases, 'charts', 'delivery');
    for (const need of charts) chart(component, own, need, stageName(site, need.name));
    const ours = new Component(releases, 'site', 'delivery');
    for (const [index, stage] of stages.entries()) {
      application(ours, stage, own, {
        name: stageName(site, stage),
        wave: index + 1,
        source: {
          path: `${own.path}/${stage}`,
          ...(patches[stage] && { kustomize: { patches: [patches[stage]] } }),
        },
        to: site.namespace,
      });
    }
  },

  progress: ({ namespace }) => `kubectl -n ${namespace} get applications`,
};

const annotated = (apiVersion: string, kind: string, annotation: string, value: string) => ({
  target: { kind },
  patch: toYaml({
    apiVersion,
    kind,
    metadata: { name: 'any', annotations: { [`argocd.argoproj.io/${annotation}`]: value } },
  }),
});

const patches: Readonly<Record<string, object>> = {
  // A claim that waits for its first pod counts as unfinished, and the pod's wave would never begin: argo-cd#12840.
  platform: annotated('v1', 'PersistentVolumeClaim', 'ignore-healthcheck', 'true'),
  // Migrations of earlier versions stay where they ran; they are no difference.
  mastodon: annotated('batch/v1', 'Job', 'compare-options', 'IgnoreExtraneous'),
};

interface ApplicationSpec {
  readonly name: string;
  readonly wave?: number;
  readonly source?: object;
  readonly sources?: readonly object[];
  /** Namespace of objects that name none. */
  readonly to: string;
  readonly options?: readonly string[];
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

function application(scope: Construct, id: string, own: ByGit, spec: ApplicationSpec): void {
  const { name, wave, source, sources, to, options = [], namespaceLabels } = spec;
  const git = { repoURL: own.repository, targetRevision: own.branch };
  new ApiObject(scope, id, {
    apiVersion,
    kind: 'Application',
    metadata: {
      name,
      namespace: own.namespace,
      ...(wave !== undefined && { annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } }),
    },
    spec: {
      project: 'default',
      ...(source ? { source: { ...git, ...source } } : { sources }),
      destination: { server: 'https://kubernetes.default.svc', namespace: to },
      syncPolicy: {
        automated: { prune: false, selfHeal: false },
        ...(namespaceLabels && { managedNamespaceMetadata: { labels: namespaceLabels } }),
        // What waits for a webhook or a kind that comes a moment later is tried again.
        retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        ...(options.length > 0 && { syncOptions: options }),
      },
    },
  });
}

/** The chart's values are the ones in `charts/`, from the same commit. */
function chart(scope: Construct, own: ByGit, { chart: need, version }: ChartNeed, name: string): void {
  application(scope, need.chart, own, {
    name,
    wave: 0,
    sources: [
      {
        repoURL: need.repository,
        chart: need.chart,
        targetRevision: version,
        helm: { releaseName: need.release, valueFiles: [`$site/${own.path}/charts/${need.chart}.values.yaml`] },
      },
      { repoURL: own.repository, targetRevision: own.branch, ref: 'site' },
    ],
    to: need.namespace,
    options: ['CreateNamespace=true', 'ServerSideApply=true'],
    ...(need.privileged && { namespaceLabels: podSecurityLabels('privileged') }),
  });
}
