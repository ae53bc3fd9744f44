import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Certificate } from '../../imports/cert-manager.io';
import type { Connection } from '../kube/connection';
import { tcp } from '../kube/connection';
import type { Requirement, RunbookPart, SecretNeed } from '../site/room';
import type { Site } from '../site/site';
import { gatewayName } from './gateway';
import { hostsOf } from './ingress';

const namespace = 'cert-manager';

const servers = {
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
  production: 'https://acme-v02.api.letsencrypt.org/directory',
};

/** cert-manager is at work: it signs by our issuer, or by one that is there already. */
export function usesCertManager({ network }: Site): boolean {
  return ['http01', 'dns01', 'existing'].includes(network.certificates.challenge);
}

function isAcme({ network }: Site): boolean {
  return network.certificates.challenge === 'http01' || network.certificates.challenge === 'dns01';
}

/**
 * The issuer of the declared environment, cluster-wide. The dns01 solver is passed on as it was declared, so this is
 * no generated class: those drop fields that they don't know.
 */
export function buildIssuer(scope: Construct, site: Site): void {
  const { email, environment, issuer } = site.network.certificates;
  new ApiObject(scope, 'cluster-issuer', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: issuer },
    spec: {
      acme: {
        email,
        server: servers[environment],
        privateKeySecretRef: { name: accountKey(site) },
        solvers: [solver(site)],
      },
    },
  });
}

export function hasIssuer(site: Site): boolean {
  return isAcme(site);
}

function accountKey({ network }: Site): string {
  return `${network.certificates.issuer}-account-key`;
}

function solver(site: Site): object {
  const { certificates, ingress } = site.network;
  if (certificates.challenge === 'dns01') return { dns01: certificates.dns01 };
  if (ingress.api === 'ingress') return { http01: { ingress: { ingressClassName: ingress.className } } };
  const parent = { kind: 'Gateway', name: gatewayName, namespace: site.namespace, sectionName: 'http' };
  return { http01: { gatewayHTTPRoute: { parentRefs: [parent] } } };
}

export function buildCertificate(scope: Construct, site: Site): void {
  const { issuer = '', secretName = '' } = site.network.certificates;
  new Certificate(scope, 'certificate', {
    metadata: { name: secretName },
    spec: {
      secretName,
      dnsNames: hostsOf(site),
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
    },
  });
}

export function certManagerRequires(site: Site): Requirement[] {
  if (!usesCertManager(site)) return [];
  const { cluster, network, versions } = site;
  const { certificates, ingress } = network;
  const provides = { namespaces: [namespace], crds: ['ClusterIssuer', 'Certificate'] };
  const why = `gets and renews the certificate of ${site.mastodon.webDomain}`;
  if (certificates.challenge === 'existing') {
    const commands = [`kubectl get clusterissuer ${certificates.issuer}`];
    return [{ name: 'cert-manager', kind: 'existing', why, commands, provides }];
  }
  const byGateway = ingress.api === 'gateway' && certificates.challenge === 'http01';
  // The addon leaves Gateway API off, so that a challenge by HTTPRoute would wait for ever.
  if (cluster.distribution.name === 'microk8s' && !byGateway) {
    return [{ name: 'cert-manager', kind: 'addon', why, commands: ['microk8s enable cert-manager'], provides }];
  }
  return [
    {
      name: 'cert-manager',
      kind: 'chart',
      version: versions['chart/cert-manager'],
      why,
      commands: [],
      chart: {
        repository: 'https://charts.jetstack.io',
        chart: 'cert-manager',
        release: 'cert-manager',
        namespace,
        values: {
          crds: { enabled: true },
          ...(byGateway && {
            config: {
              apiVersion: 'controller.config.cert-manager.io/v1alpha1',
              kind: 'ControllerConfiguration',
              enableGatewayAPI: true,
            },
          }),
        },
        reasons: {
          crds: 'its kinds come and go with its own version',
          config: 'challenges go through our Gateway',
        },
      },
      provides,
    },
  ];
}

export function certificateSecrets(site: Site): SecretNeed[] {
  const { certificates, ingress } = site.network;
  const { secretName } = certificates;
  const needs: SecretNeed[] = [];
  if (secretName !== undefined) {
    const byHand = certificates.challenge === 'secret';
    needs.push({
      name: secretName,
      namespace: site.namespace,
      type: 'kubernetes.io/tls',
      madeBy: byHand ? 'you' : 'cert-manager',
      keys: [
        { key: 'tls.crt', what: 'certificate and its chain, PEM', readBy: [`ingress controller ${ingress.className}`] },
        { key: 'tls.key', what: "the certificate's key, PEM", readBy: [`ingress controller ${ingress.className}`] },
      ],
      commands: byHand
        ? [
            `kubectl -n ${site.namespace} create secret tls ${secretName} --cert='<fullchain.pem>' --key='<privkey.pem>'`,
          ]
        : [],
    });
  }
  if (isAcme(site)) {
    needs.push({
      name: accountKey(site),
      namespace,
      madeBy: 'cert-manager',
      keys: [{ key: 'tls.key', what: "key of the account at Let's Encrypt", readBy: ['cert-manager'] }],
      commands: [],
    });
  }
  for (const [name, keys] of solverSecrets(certificates.challenge === 'dns01' ? certificates.dns01 : undefined)) {
    const literals = keys.map((key) => `--from-literal=${key}='<from your DNS provider>'`).join(' ');
    needs.push({
      name,
      namespace,
      madeBy: 'you',
      keys: keys.map((key) => ({ key, what: "access to the domain's DNS records", readBy: ['cert-manager'] })),
      commands: [`kubectl -n ${namespace} create secret generic ${name} ${literals}`],
    });
  }
  return needs;
}

/** Secrets that a solver names: any map with `name` and `key`, by name. */
function solverSecrets(solver: unknown): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { name, key } = value as { name?: unknown; key?: unknown };
    if (typeof name === 'string' && typeof key === 'string') {
      found.set(name, [...new Set([...(found.get(name) ?? []), key])]);
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(solver);
  return found;
}

/** The authority asks a pod in our namespace, through the ingress controller, for the http01 challenge. */
export function challengeConnections(site: Site): Connection[] {
  const { certificates, ingress } = site.network;
  // An existing issuer may use http01 too; the pods are there for a minute at most.
  if (certificates.challenge !== 'http01' && certificates.challenge !== 'existing') return [];
  return [
    {
      why: 'the ingress controller passes the http01 challenge on',
      from: { kind: 'pods', namespace: ingress.namespace, labels: ingress.podLabels },
      to: { kind: 'pods', namespace: site.namespace, labels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      ports: tcp(8089),
    },
  ];
}

export function certificateRunbook(site: Site): RunbookPart[] {
  const { secretName, environment, challenge } = site.network.certificates;
  if (!usesCertManager(site)) return [];
  const watch = [
    `kubectl -n ${site.namespace} get certificate ${secretName}`,
    `kubectl -n ${site.namespace} get certificaterequests,orders,challenges`,
    `kubectl -n ${site.namespace} describe challenges`,
  ];
  const staging =
    challenge !== 'existing' && environment === 'staging'
      ? [
          "The certificate comes from Let's Encrypt's staging, which browsers refuse and which forgives mistakes. When it is ready, declare `network.certificates.environment: production`, render, and apply `platform` and then `mastodon`: production allows five failed attempts an hour.",
        ]
      : [];
  return [
    {
      chapter: 'internet',
      text: [
        'The certificate is there when READY says True; a challenge that stays pending says why:',
        `\`\`\`sh\n${watch.join('\n')}\n\`\`\``,
        ...staging,
      ].join('\n\n'),
    },
  ];
}
