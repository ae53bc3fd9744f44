/** A Go module whose source holds the CRDs of some API groups, as its project releases them. */
export interface CrdModule {
  readonly module: string;
  readonly version: string;
  /** A file or a folder of the module. */
  readonly path: string;
  readonly groups: readonly string[];
}

/** Another version of a project is another `version` here; `go` checks what it downloads against Go's checksum database. */
export const crdModules: readonly CrdModule[] = [
  {
    module: 'go.universe.tf/metallb',
    version: 'v0.16.1',
    path: 'config/crd/bases',
    groups: ['metallb.io'],
  },
  {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.1',
    path: 'deploy/crds',
    groups: ['cert-manager.io', 'acme.cert-manager.io'],
  },
  {
    module: 'github.com/cloudnative-pg/plugin-barman-cloud',
    version: 'v0.13.0',
    path: 'config/crd/bases',
    groups: ['barmancloud.cnpg.io'],
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.6.1',
    path: 'config/crd/standard',
    groups: ['gateway.networking.k8s.io'],
  },
  {
    module: 'github.com/traefik/traefik/v3',
    version: 'v3.7.13',
    path: 'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml',
    groups: ['traefik.io'],
  },
  {
    module: 'github.com/k3s-io/helm-controller',
    version: 'v0.17.9',
    path: 'pkg/crds/yaml/generated',
    groups: ['helm.cattle.io'],
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.93.0',
    path: 'example/prometheus-operator-crd',
    groups: ['monitoring.coreos.com'],
  },
  {
    module: 'github.com/kubernetes-csi/external-snapshotter/client/v8',
    version: 'v8.6.0',
    path: 'config/crd',
    groups: ['snapshot.storage.k8s.io'],
  },
  {
    module: 'github.com/bitnami-labs/sealed-secrets',
    version: 'v0.36.6',
    path: 'helm/sealed-secrets/crds',
    groups: ['bitnami.com'],
  },
  {
    module: 'github.com/argoproj/argo-cd/v3',
    version: 'v3.5.1',
    path: 'manifests/crds',
    groups: ['argoproj.io'],
  },
  {
    module: 'github.com/fluxcd/source-controller',
    version: 'v1.9.1',
    path: 'config/crd/bases',
    groups: ['source.toolkit.fluxcd.io'],
  },
  {
    module: 'github.com/fluxcd/kustomize-controller',
    version: 'v1.9.4',
    path: 'config/crd/bases',
    groups: ['kustomize.toolkit.fluxcd.io'],
  },
  {
    module: 'github.com/fluxcd/helm-controller',
    version: 'v1.6.3',
    path: 'config/crd/bases',
    groups: ['helm.toolkit.fluxcd.io'],
  },
];
