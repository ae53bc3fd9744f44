import * as v from 'valibot';
import { interval } from '../cluster/addresses';
import { about, fields } from '../site/describe';
import { title } from '../site/names';
import { address, cidr, dnsLabel, dnsName, email, plainMap, port } from '../site/values';
import { loadBalancerSchema } from './load-balancer';

const dhcpAllowed = 'allowed: a range like 192.168.1.100-192.168.1.199, none, or unknown';

const dhcp = () =>
  v.pipe(
    v.string(dhcpAllowed),
    v.regex(/^(unknown|none|[0-9a-fA-F:.]+ *- *[0-9a-fA-F:.]+)$/, dhcpAllowed),
    v.check((text) => {
      const range = text.includes('-') ? interval(text) : undefined;
      return !text.includes('-') || (range !== undefined && range.first <= range.last);
    }, dhcpAllowed),
  );

const ingress = fields({
  engine: about(
    v.optional(v.picklist(['ingress', 'gateway'], 'allowed: ingress or gateway'), 'ingress'),
    'objects that describe the entry: Ingress, or Gateway API',
  ),
  controller: about(
    v.optional(v.picklist(['addon', 'chart', 'existing'], 'allowed: addon, chart or existing')),
    "who installs the controller: the distribution (addon), Traefik's chart with our values (chart), somebody else (existing); default: addon where the distribution has one",
  ),
  className: about(v.optional(dnsName()), "ingress class or gateway class; default: the controller's"),
  namespace: about(v.optional(dnsLabel()), "namespace of the controller's pods; default: the controller's"),
});

const certificates = fields({
  challenge: about(
    v.optional(
      v.picklist(
        ['http01', 'dns01', 'existing', 'secret', 'upstream'],
        'allowed: http01, dns01, existing, secret or upstream',
      ),
    ),
    'how the certificate comes: by cert-manager with http01 or dns01, from an existing ClusterIssuer, from a Secret, or TLS ends upstream; default: http01, upstream for tunnel',
  ),
  email: about(v.optional(email()), "address for the certificate authority's mails"),
  environment: about(
    v.optional(v.picklist(['staging', 'production'], 'allowed: staging or production'), 'staging'),
    "Let's Encrypt's staging first: its limits forgive mistakes; then production",
  ),
  issuer: about(v.optional(dnsName()), 'the existing ClusterIssuer, for challenge existing'),
  secret: about(v.optional(dnsName()), 'the existing Secret of type kubernetes.io/tls, for challenge secret'),
  dns01: about(
    v.optional(plainMap()),
    "cert-manager's dns01 solver, for challenge dns01, as in its documentation; credentials only by reference",
  ),
});

export const networkSchema = fields({
  lan: about(cidr(), "the home network's address range"),
  gateway: about(address(), "the router's address in the home network"),
  dhcp: about(
    v.optional(dhcp(), 'unknown'),
    "the router's range of addresses that it gives away; only for checks; `none` without DHCP, `unknown` warns",
  ),
  lanServices: about(
    v.optional(
      v.pipe(
        v.array(
          fields({
            name: about(title(), 'what it is'),
            address: about(address(), 'its address in the home network'),
            port: about(port(), 'TCP port'),
          }),
        ),
        v.maxLength(50, 'allowed: 50 services at most'),
      ),
      [],
    ),
    'services in the home network that Mastodon may reach; all other LAN addresses are closed to it',
  ),
  loadBalancer: loadBalancerSchema,
  ingress: about(v.optional(ingress, {}), 'the controller that answers on ports 80 and 443'),
  internet: about(
    v.optional(
      v.picklist(['port-forward', 'tunnel', 'vps', 'none'], 'allowed: port-forward, tunnel, vps or none'),
      'port-forward',
    ),
    'how the internet reaches the entry; decides TLS, trusted proxies, upload limits and the runbook',
  ),
  proxies: about(
    v.optional(v.pipe(v.array(cidr(), 'allowed: a list of ranges'), v.maxLength(20, 'allowed: 20 ranges at most'))),
    "ranges of the tunnel's or VPS's end inside your networks, which may say whom they speak for; default: the pods' range for a tunnel; needed for a VPS",
  ),
  policiesEnforced: about(
    v.optional(v.boolean('allowed: true or false')),
    "whether the cluster's network plugin enforces NetworkPolicies; default: what the distribution brings",
  ),
  certificates: about(v.optional(certificates, {}), 'where the certificate comes from'),
});

export type DeclaredNetwork = v.InferOutput<typeof networkSchema>;
