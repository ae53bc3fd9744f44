import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// A small made chart in two versions, and a rendered site that requires it.

const chart = (version: string) => `apiVersion: v2
name: lamp
version: ${version}
`;

const definition = (fields: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: lamps.example.org
spec:
  group: example.org
  scope: Namespaced
  names: {kind: Lamp, plural: lamps}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {${fields}}
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: lamp
  namespace: {{ .Release.Namespace }}
  labels: {helm.sh/chart: "lamp-{{ .Chart.Version }}"}
spec:
  selector: {matchLabels: {app: lamp}}
  template:
    metadata:
      labels: {app: lamp}
      annotations: {checksum/secret: {{ include (print $.Template.BasePath "/secret.yaml") . | sha256sum }}}
    spec:
      containers:
        - {name: lamp, image: "{{ .Values.image }}"}
`;

/** Another one at each rendering, as Bitnami's charts make them. */
const secret = `apiVersion: v1
kind: Secret
metadata: {name: lamp}
stringData: {password: {{ randAlphaNum 16 | quote }}}
`;

const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: lamp}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

const service = (address: string) => `apiVersion: v1
kind: Service
metadata: {name: lamp}
spec: {${address}ports: [{port: 80}], selector: {app: lamp}}
`;

const hook = `apiVersion: batch/v1
kind: Job
metadata:
  name: lamp-migrate
  annotations: {helm.sh/hook: pre-upgrade}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: migrate, image: lamp}]}}}
`;

const common = { 'templates/deployment.yaml': deployment, 'templates/secret.yaml': secret };

const versions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1.0.0': {
    ...common,
    'crds/lamps.yaml': definition('colour: {type: string}'),
    'templates/claim.yaml': claim,
    'templates/service.yaml': service(''),
  },
  '2.0.0': {
    ...common,
    'crds/lamps.yaml': definition('colour: {type: string}, watts: {type: integer}'),
    'templates/hook.yaml': hook,
    'templates/service.yaml': service('clusterIP: None, '),
  },
};

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** lamp-1.0.0/ and lamp-2.0.0/ in a folder. */
export function writeCharts(folder: string): void {
  for (const [version, files] of Object.entries(versions))
    write(join(folder, `lamp-${version}`), { 'Chart.yaml': chart(version), 'values.yaml': 'image: lamp\n', ...files });
}

export interface Required {
  readonly version: string;
  /** `@default` a repository that nobody has */
  readonly repository?: string;
  /** `@default` lamp */
  readonly chart?: string;
  readonly image?: string;
  /** Text of its values; `@default` the image alone */
  readonly values?: string;
}

/** A rendered site, as far as a review of it looks. */
export function writeSite(folder: string, required: readonly Required[]): void {
  const charts = required.map(({ version, repository = 'https://charts.example.org', chart = 'lamp' }) => ({
    ...{ name: chart, chart, version, repository, release: chart, namespace: 'light' },
    values: `charts/${chart}.values.yaml`,
  }));
  write(folder, {
    'requires.yaml': JSON.stringify({ charts }),
    'platform/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: light}\n',
    ...Object.fromEntries(
      required.map(({ chart = 'lamp', image = 'lamp:1', values = `# why\nimage: ${image}\n` }) => [
        `charts/${chart}.values.yaml`,
        values,
      ]),
    ),
  });
}
