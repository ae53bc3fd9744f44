import type { Construct } from 'constructs';
import {
  HttpRouteSpecRulesFiltersType as FilterType,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as From,
  Gateway,
  HttpRoute,
  HttpRouteSpecRulesMatchesPathType as PathType,
  HttpRouteSpecRulesFiltersRequestRedirectScheme as Scheme,
  GatewaySpecListenersTlsMode as TlsMode,
} from '../../imports/gateway.networking.k8s.io';
import { objectName } from '../mastodon/names';
import type { Site } from '../site/site';
import { hostsOf } from './ingress';
import { retriesByMiddleware, retryName } from './traefik';

/** The site's Gateway, in its own namespace. */
export const gatewayName = 'mastodon';

/**
 * The entry by Gateway API: one Gateway that takes routes of its own namespace only, a route for each Service, and,
 * where TLS ends here, one that redirects plain HTTP. cert-manager's challenge route is more specific and goes first.
 */
export function buildGateway(scope: Construct, site: Site): void {
  const { className, ports } = site.network.ingress;
  const { secretName } = site.network.certificates;
  const allowedRoutes = { namespaces: { from: From.SAME } };
  const tls =
    secretName === undefined ? undefined : { mode: TlsMode.TERMINATE, certificateRefs: [{ name: secretName }] };
  new Gateway(scope, 'gateway', {
    metadata: { name: gatewayName },
    spec: {
      gatewayClassName: className,
      // Traefik matches a listener to its entry point by the pod's port; the Service in front of it has 80 and 443.
      listeners: [
        { name: 'http', protocol: 'HTTP', port: ports.http, allowedRoutes },
        ...(tls ? [{ name: 'https', protocol: 'HTTPS', port: ports.https, tls, allowedRoutes }] : []),
      ],
    },
  });
  const section = tls ? 'https' : 'http';
  // Server-sent events and sockets stay open for as long as people look.
  route(scope, site, { name: 'streaming', section, path: '/api/v1/streaming', port: 4000, request: '0s' });
  route(scope, site, { name: 'web', section, path: '/', port: 3000, request: `${site.mastodon.uploadSeconds}s` });
  if (tls) {
    new HttpRoute(scope, 'redirect', {
      metadata: { name: 'redirect' },
      spec: {
        parentRefs: [{ name: gatewayName, sectionName: 'http' }],
        hostnames: hostsOf(site),
        rules: [
          {
            filters: [
              {
                type: FilterType.REQUEST_REDIRECT,
                requestRedirect: { scheme: Scheme.HTTPS, port: 443, statusCode: 301 },
              },
            ],
          },
        ],
      },
    });
  }
}

interface Route {
  /** The program, and the route's own name. */
  readonly name: 'web' | 'streaming';
  readonly section: 'http' | 'https';
  readonly path: string;
  readonly port: number;
  /** Time that a request may take; `0s` is no limit. */
  readonly request: string;
}

function route(scope: Construct, site: Site, { name, section, path, port, request }: Route): void {
  const retry = {
    type: FilterType.EXTENSION_REF,
    extensionRef: { group: 'traefik.io', kind: 'Middleware', name: retryName },
  };
  new HttpRoute(scope, `route-${name}`, {
    metadata: { name },
    spec: {
      parentRefs: [{ name: gatewayName, sectionName: section }],
      hostnames: hostsOf(site),
      rules: [
        {
          matches: [{ path: { type: PathType.PATH_PREFIX, value: path } }],
          ...(retriesByMiddleware(site) && { filters: [retry] }),
          backendRefs: [{ name: objectName(site, name), port }],
          timeouts: { request },
        },
      ],
    },
  });
}
