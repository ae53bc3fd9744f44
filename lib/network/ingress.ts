import type { Construct } from 'constructs';
import * as k8s from '../kube/k8s';
import { objectName } from '../mastodon/names';
import type { Site } from '../site/site';
import { retriesByMiddleware, retryName } from './traefik';

/** Domains that the entry answers for. */
export function hostsOf({ mastodon }: Site): string[] {
  return [mastodon.webDomain, ...mastodon.alternateDomains];
}

/**
 * The entry as an Ingress. Plain HTTP is not redirected here: Rails does it itself (force_ssl), and the http01
 * challenge needs port 80 open.
 */
export function buildIngress(scope: Construct, site: Site): void {
  const { className } = site.network.ingress;
  const { secretName } = site.network.certificates;
  const hosts = hostsOf(site);
  const annotations = annotationsOf(site);
  new k8s.KubeIngress(scope, 'ingress', {
    metadata: { name: 'mastodon', ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      ingressClassName: className,
      ...(secretName !== undefined && { tls: [{ hosts, secretName }] }),
      rules: hosts.map((host) => ({
        host,
        http: {
          paths: [
            path('/api/v1/streaming', objectName(site, 'streaming'), 4000),
            path('/', objectName(site, 'web'), 3000),
          ],
        },
      })),
    },
  });
}

function path(prefix: string, service: string, port: number): k8s.HttpIngressPath {
  return { path: prefix, pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } };
}

/** Only for controllers that read them: class `public` of MicroK8s 1.35 and later is Traefik, which ignores nginx' own. */
function annotationsOf(site: Site): Record<string, string> {
  const { program } = site.network.ingress;
  if (retriesByMiddleware(site)) {
    return { 'traefik.ingress.kubernetes.io/router.middlewares': `${site.namespace}-${retryName}@kubernetescrd` };
  }
  if (program !== 'nginx') return {};
  const { uploadMegabytes, uploadSeconds } = site.mastodon;
  const nginx = {
    'proxy-body-size': `${uploadMegabytes}m`,
    // A dead node is given up after a second; nginx then tries another pod, and repeats no post that was sent.
    'proxy-connect-timeout': '1',
    'proxy-read-timeout': String(uploadSeconds),
    'proxy-request-buffering': 'off',
    'proxy-send-timeout': String(uploadSeconds),
  };
  return Object.fromEntries(
    Object.entries(nginx).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]),
  );
}
