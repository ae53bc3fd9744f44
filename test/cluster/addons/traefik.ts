import { Unusable } from '../../api/processes';
import type { KubeObject } from './from-module';

/** Those values of Traefik's chart that a rendered site or MicroK8s' addon sets. */
export interface TraefikValues {
  readonly deployment?: { readonly kind: 'DaemonSet' };
  readonly updateStrategy?: { readonly rollingUpdate: { readonly maxUnavailable: number; readonly maxSurge: number } };
  readonly service?: {
    readonly type?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ipFamilyPolicy?: string;
    readonly spec?: object;
  };
  readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
  readonly ports?: { readonly web?: EntryPoint; readonly websecure?: EntryPoint };
  readonly additionalArguments?: readonly string[];
  readonly ingressClass?: { readonly name: string; readonly isDefaultClass: boolean };
}

interface EntryPoint {
  readonly hostPort?: number;
  readonly forwardedHeaders?: { readonly trustedIPs: readonly string[] };
  readonly proxyProtocol?: { readonly trustedIPs: readonly string[] };
  readonly transport?: { readonly respondingTimeouts: { readonly readTimeout: string } };
}

/** Keys of the values, as far as they are known here; a new one must not be left out silently. */
const known = ['deployment', 'updateStrategy', 'service', 'resources', 'ports', 'additionalArguments', 'ingressClass'];
const knownOfPort = ['hostPort', 'forwardedHeaders', 'proxyProtocol', 'transport'];

const image = 'docker.io/library/traefik:v3.6.12';
const containerPorts = { metrics: 9100, traefik: 8080, web: 8000, websecure: 8443 };

/** What release `traefik` of Traefik's chart 39 installs into a namespace with these values. */
export function traefik(namespace: string, values: TraefikValues): KubeObject[] {
  refuseUnknown('', values, known);
  for (const [name, port] of Object.entries(values.ports ?? {})) refuseUnknown(`ports.${name}.`, port, knownOfPort);
  const { name: className, isDefaultClass } = values.ingressClass ?? { name: 'traefik', isDefaultClass: true };
  const selector = { 'app.kubernetes.io/name': 'traefik', 'app.kubernetes.io/instance': `traefik-${namespace}` };
  const metadata = { name: 'traefik', namespace, labels: { ...selector, 'app.kubernetes.io/managed-by': 'Helm' } };
  // Cluster-wide objects of two releases need two names.
  const role = `traefik-${namespace}`;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: {
        name: className,
        annotations: { 'ingressclass.kubernetes.io/is-default-class': String(isDefaultClass) },
      },
      spec: { controller: 'traefik.io/ingress-controller' },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: role }, rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: role },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name: 'traefik', namespace }],
    },
    service(values, metadata, selector),
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata,
      spec: {
        selector: { matchLabels: selector },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: values.updateStrategy?.rollingUpdate ?? { maxUnavailable: 0, maxSurge: 1 },
        },
        template: { metadata: { labels: metadata.labels }, spec: pod(values, namespace, className) },
      },
    },
  ];
}

const read = ['get', 'list', 'watch'];
const rules = [
  { apiGroups: [''], resources: ['configmaps', 'nodes', 'services', 'secrets', 'namespaces'], verbs: read },
  { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: read },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
  { apiGroups: ['traefik.io'], resources: ['*'], verbs: read },
];

function service({ service = {} }: TraefikValues, metadata: object, selector: object): KubeObject {
  const { type = 'LoadBalancer', annotations, ipFamilyPolicy, spec } = service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, ...(annotations && { annotations }) },
    spec: {
      type,
      ...(ipFamilyPolicy && { ipFamilyPolicy }),
      ...spec,
      selector,
      ports: [
        { name: 'web', port: 80, targetPort: 'web', protocol: 'TCP' },
        { name: 'websecure', port: 443, targetPort: 'websecure', protocol: 'TCP' },
      ],
    },
  };
}

function pod(
  { ports = {}, resources = {}, additionalArguments = [] }: TraefikValues,
  namespace: string,
  className: string,
): KubeObject {
  const entryPoints: Record<string, EntryPoint> = { metrics: {}, traefik: {}, ...ports };
  return {
    serviceAccountName: 'traefik',
    terminationGracePeriodSeconds: 60,
    securityContext: {
      runAsUser: 65532,
      runAsGroup: 65532,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'traefik',
        image,
        imagePullPolicy: 'IfNotPresent',
        resources,
        args: [
          '--global.checkNewVersion=false',
          ...Object.entries(containerPorts).map(([name, port]) => `--entryPoints.${name}.address=:${port}/tcp`),
          // Not --api.dashboard, as the chart has it: the pages are not in Traefik's Go module.
          '--ping=true',
          '--metrics.prometheus=true',
          '--metrics.prometheus.entrypoint=metrics',
          '--providers.kubernetescrd',
          '--providers.kubernetescrd.allowEmptyServices=true',
          '--providers.kubernetesingress',
          '--providers.kubernetesingress.allowEmptyServices=true',
          `--providers.kubernetesingress.ingressendpoint.publishedservice=${namespace}/traefik`,
          // Not the chart's: without it, two Traefiks in one cluster would both serve every Ingress.
          `--providers.kubernetesingress.ingressclass=${className}`,
          '--entryPoints.websecure.http.tls=true',
          ...Object.entries(ports).flatMap(([name, port]) => entryPointArguments(name, port)),
          '--log.level=INFO',
          ...additionalArguments,
        ],
        ports: Object.entries(containerPorts).map(([name, containerPort]) => ({
          name,
          containerPort,
          protocol: 'TCP',
          ...(entryPoints[name]?.hostPort && { hostPort: entryPoints[name].hostPort }),
        })),
        readinessProbe: probe(1),
        livenessProbe: probe(3),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'data', mountPath: '/data' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'data', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
    ],
  };
}

function probe(failureThreshold: number): object {
  return {
    httpGet: { path: '/ping', port: containerPorts.traefik, scheme: 'HTTP' },
    initialDelaySeconds: 2,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 2,
    failureThreshold,
  };
}

function entryPointArguments(name: string, port: EntryPoint): string[] {
  const { forwardedHeaders, proxyProtocol, transport } = port;
  const at = `--entryPoints.${name}`;
  return [
    ...(forwardedHeaders ? [`${at}.forwardedHeaders.trustedIPs=${forwardedHeaders.trustedIPs.join(',')}`] : []),
    ...(proxyProtocol ? [`${at}.proxyProtocol.trustedIPs=${proxyProtocol.trustedIPs.join(',')}`] : []),
    ...Object.entries(transport?.respondingTimeouts ?? {}).map(
      ([timeout, value]) => `${at}.transport.respondingTimeouts.${timeout}=${value}`,
    ),
  ];
}

function refuseUnknown(where: string, values: object, allowed: readonly string[]): void {
  const unknown = Object.keys(values).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw new Unusable(
      `Traefik's chart value ${where}${unknown} is not known to the test bed (allowed: ${allowed.join(', ')}); add it to test/cluster/addons/traefik.ts`,
    );
  }
}
