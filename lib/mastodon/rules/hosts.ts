import { isAddress } from '../../cluster/addresses';
import type { Path } from '../../site/finding';
import type { Rule } from '../../site/rule';
import type { Site } from '../../site/site';

interface Host {
  readonly name: string;
  readonly port: number;
  readonly path: Path;
}

/** Hosts that Mastodon is told to use. */
function hosts({ mastodon: { smtp, media } }: Site): Host[] {
  const mail = { name: smtp.server, port: smtp.port, path: ['mastodon', 'smtp', 'server'] };
  const endpoint = media.kind === 's3' ? media.s3.endpoint : undefined;
  if (endpoint === undefined || !URL.canParse(endpoint)) return [mail];
  const { hostname, port, protocol } = new URL(endpoint);
  const bucket = Number(port) || (protocol === 'http:' ? 80 : 443);
  return [mail, { name: hostname, port: bucket, path: ['mastodon', 'media', 's3', 'endpoint'] }];
}

/** Names that only a home network knows. Sources: RFC 6762, RFC 8375, the ICANN reservation of .internal, common routers. */
const atHome = /^[^.]+$|\.(lan|local|home|internal|home\.arpa|localdomain|fritz\.box)$/i;

const hostAtHome: Rule = {
  name: 'mastodon/home-host-without-lan-service',
  severity: 'error',
  why: 'Mastodon fetches what strangers link to, so its pods are kept out of the home network: a host there that nobody declared is never reached, and no mail is sent',
  source: 'owasp.org, Server-Side Request Forgery; the NetworkPolicies that are rendered for this site',
  fix: 'declare its address and port under network.lanServices, or give the address in place of the name',
  examples: {
    over: 'home',
    wrong: 'mastodon: {smtp: {server: relay.lan, port: 25, anonymous: true}}',
    right: `network: {lanServices: [{name: relay, address: 192.168.1.9, port: 25}]}
mastodon: {smtp: {server: relay.lan, port: 25, anonymous: true}}`,
  },
  *check(site) {
    for (const { name, port, path } of hosts(site)) {
      if (isAddress(name) || !atHome.test(name)) continue;
      if (!site.network.lanServices.some((service) => service.port === port)) {
        yield {
          path,
          message: `${name} is a name of the home network, and port ${port} is open to no host there; allowed: hosts under network.lanServices`,
        };
      }
    }
  },
};

export const hostRules: readonly Rule[] = [hostAtHome];
