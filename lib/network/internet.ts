import { contains, family, interval } from '../cluster/addresses';
import type { RunbookPart } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';

/** Ranges that Rails trusts as proxies when nothing is said. Source: actionpack, ActionDispatch::RemoteIp::TRUSTED_PROXIES. */
const trustedByRails = ['127.0.0.0/8', '::1/128', 'fc00::/7', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * Value of TRUSTED_PROXY_IP, as a list. Setting it replaces Rails' own private ranges, so it is set only where a proxy
 * of ours stands outside of them; undefined leaves it unset.
 */
export function trustedProxies({ cluster, network }: Site): string[] | undefined {
  const ours = [cluster.podCidr, ...network.proxies];
  // Of one family first: an IPv6 range takes long to read.
  const known = (cidr: string) =>
    trustedByRails.some((trusted) => family(trusted) === family(cidr) && isWithin(cidr, trusted));
  return ours.every(known) ? undefined : [...new Set([...trustedByRails, ...ours])];
}

function isWithin(cidr: string, range: string): boolean {
  const [inner, outer] = [interval(cidr), interval(range)];
  return inner !== undefined && outer !== undefined && contains(outer, inner);
}

/** Something stands in front of the controller, which must hear from us that it may be believed. */
const behindProxy = ({ network }: Site) =>
  network.internet === 'tunnel' || network.internet === 'vps' || network.certificates.challenge === 'upstream';

const visitorsLost: Rule = {
  name: 'network/addon-loses-visitors',
  severity: 'error',
  why: 'an ingress controller that does not know its proxy takes every visitor for the same one: Mastodon’s limits per address lock all of them out together, and with TLS upstream it redirects for ever',
  source:
    'doc.traefik.io entrypoints: forwardedHeaders and proxyProtocol; MicroK8s’ ingress addon takes no such setting',
  fix: 'declare network.ingress.controller: chart',
  examples: {
    over: 'home',
    wrong: 'network:\n  internet: tunnel\n  ingress:\n    controller: addon\n  certificates:\n    challenge: upstream',
    right: 'network:\n  internet: tunnel\n  ingress:\n    controller: chart\n  certificates:\n    challenge: upstream',
  },
  *check(site) {
    const { controller, configurable } = site.network.ingress;
    if (!behindProxy(site) || controller !== 'addon' || configurable) return;
    yield {
      path: ['network', 'internet'],
      message: `${site.network.internet === 'tunnel' || site.network.internet === 'vps' ? site.network.internet : 'TLS upstream'} puts a proxy in front of the addon's controller, which can't be told to believe it; allowed: controller chart or existing`,
    };
  },
};

const unknownProxy: Rule = {
  name: 'network/vps-without-proxies',
  severity: 'error',
  why: 'the VPS says by the PROXY protocol who the visitor is; a controller that does not trust its address drops that and sees one visitor for all',
  source: 'doc.traefik.io entrypoints: proxyProtocol.trustedIPs',
  fix: 'declare network.proxies with the address that the VPS has inside your network, e.g. its WireGuard address',
  examples: {
    over: 'home',
    wrong: 'network:\n  internet: vps\n  ingress:\n    controller: chart',
    right: 'network:\n  internet: vps\n  proxies:\n    - 10.8.0.1/32\n  ingress:\n    controller: chart',
  },
  *check({ network }) {
    if (network.internet !== 'vps' || network.proxies.length > 0) return;
    yield {
      path: ['network', 'internet'],
      message: 'nobody says which address the VPS has; allowed: network.proxies with its range',
    };
  },
};

const tunnelLimit: Rule = {
  name: 'network/tunnel-upload-limit',
  severity: 'warning',
  why: 'tunnel providers refuse large requests, commonly above 100 MB: the upload fails after minutes, with their error page',
  source: "developers.cloudflare.com: maximum upload size of the free and pro plans; other providers' limits differ",
  fix: 'declare mastodon.uploadMegabytes: 100, or know that your tunnel carries more',
  examples: {
    over: 'home',
    wrong:
      'network:\n  internet: tunnel\n  ingress:\n    controller: chart\n  certificates:\n    challenge: upstream\nmastodon:\n  uploadMegabytes: 200',
    right:
      'network:\n  internet: tunnel\n  ingress:\n    controller: chart\n  certificates:\n    challenge: upstream\nmastodon:\n  uploadMegabytes: 100',
  },
  *check({ network, mastodon }) {
    if (network.internet !== 'tunnel' || mastodon.uploadMegabytes <= 100) return;
    yield {
      path: ['mastodon', 'uploadMegabytes'],
      message: `${mastodon.uploadMegabytes} MB through a tunnel; allowed by most: 100 MB`,
    };
  },
};

const plainUpstream: Rule = {
  name: 'network/upstream-without-proxy',
  severity: 'error',
  why: 'Mastodon redirects plain HTTP to HTTPS; where nothing that we believe ends TLS before it, it redirects for ever',
  source: 'mastodon config/environments/production.rb: force_ssl',
  fix: 'declare another challenge, or network.proxies with the address of the proxy that ends TLS',
  examples: {
    over: 'home',
    wrong: 'network:\n  ingress:\n    controller: chart\n  certificates:\n    challenge: upstream',
    right:
      'network:\n  ingress:\n    controller: chart\n  proxies:\n    - 192.168.1.2/32\n  certificates:\n    challenge: upstream',
  },
  *check({ network }) {
    if (network.certificates.challenge !== 'upstream' || network.proxies.length > 0 || network.internet === 'vps')
      return;
    yield {
      path: ['network', 'certificates', 'challenge'],
      message: `challenge upstream with internet: ${network.internet} and no proxy; allowed: http01, dns01, existing or secret, or network.proxies`,
    };
  },
};

export const internetRules: readonly Rule[] = [visitorsLost, unknownProxy, plainUpstream, tunnelLimit];

/** What stands outside of the cluster: router, DNS, tunnel. */
export function internetRunbook(site: Site): RunbookPart[] {
  const { mastodon, network } = site;
  const { address } = network.loadBalancer;
  const hosts = [mastodon.webDomain, ...mastodon.alternateDomains];
  const ways: Readonly<Record<typeof network.internet, readonly string[]>> = {
    'port-forward': [
      `**Router** (${network.gateway}): forward TCP 80 and 443 to \`${address}\`, ports unchanged. Keep \`${address}\` out of its DHCP range${network.dhcp ? ` (\`${network.dhcp}\`)` : ''}.`,
      `**DNS**: an A record for ${list(hosts)} with your public address. Where your provider changes it, let the router or a dynamic DNS client keep the record, with a time to live of 60 s. Behind carrier-grade NAT no port forward arrives: declare \`internet: tunnel\` or \`vps\`.`,
      `**From inside**: many routers don't lead their own public address back into the LAN (hairpin NAT). The next command is asked on a machine of the LAN; if it times out while the same works from a telephone without Wi-Fi, let the LAN's DNS answer ${list(hosts)} with \`${address}\`. The cluster itself must see the same: cert-manager asks for the challenge under the public name before the authority does.`,
    ],
    tunnel: [
      `**Tunnel**: lead ${list(hosts)} to \`http://${address}:80\`, or to the ingress controller's Service from a pod of the tunnel's program. TLS ends at the tunnel's provider, who reads everything. It must pass on \`X-Forwarded-For\` and \`X-Forwarded-Proto: https\`; believed from ${list(network.proxies)}. Requests above 100 MB commonly fail there.`,
      `**DNS**: as the tunnel's provider says.`,
    ],
    vps: [
      `**VPS**: pass TCP 80 and 443 on to \`${address}\` through the private link, with the PROXY protocol (v2), and end no TLS there. Its end is believed as ${list(network.proxies)}.`,
      `**DNS**: A and AAAA records for ${list(hosts)} with the VPS's addresses.`,
    ],
    none: [
      `The server is reachable from the LAN only, under \`${address}\`; let the LAN's DNS answer ${list(hosts)} with it. No other server can talk to it.`,
    ],
  };
  const test = `\`\`\`sh\n${hosts.map((host) => `curl -sS -o /dev/null -w '%{http_code} from %{remote_ip}\\n' https://${host}/health`).join('\n')}\n\`\`\``;
  return [{ chapter: 'internet', text: [...ways[network.internet], test, ...handleDomain(site)].join('\n\n') }];
}

/** People are looked up under the domain of their handle, wherever the server answers. */
function handleDomain({ mastodon }: Site): string[] {
  const { handleDomain: handle, webDomain: web } = mastodon;
  if (handle === web) return [];
  return [
    `**Handles**: other servers look people up at ${handle}. Whatever answers there redirects \`https://${handle}/.well-known/webfinger\` to \`https://${web}/.well-known/webfinger\`, query included, as it does for \`/.well-known/host-meta\`:`,
    `\`\`\`sh\ncurl -sSI 'https://${handle}/.well-known/webfinger?resource=acct:you@${handle}' | grep -i '^location'\n\`\`\``,
  ];
}

function list(items: readonly string[]): string {
  return items.map((item) => `\`${item}\``).join(', ');
}
