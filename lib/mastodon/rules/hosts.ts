import { interval, overlap } from '../../cluster/addresses';
import { reach } from '../../network/reach';
import type { Rule } from '../../site/rule';
import { destinations, unknownDestinations } from '../destinations';

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
    for (const { host, port, path } of destinations(site)) {
      const found = reach(site, host, port);
      if ('closed' in found && found.closed === 'at home') {
        yield {
          path,
          message: `${host} is a name of the home network, and port ${port} is open to no host there; allowed: hosts under network.lanServices`,
        };
      }
    }
  },
};

const privateAddressClosed: Rule = {
  name: 'mastodon/private-address-closed',
  severity: 'error',
  why: 'the setting lets Mastodon fetch from private addresses, and the NetworkPolicies keep its pods out of the home network all the same',
  source:
    'mastodon config/initializers/allowed_private_addresses.rb; the NetworkPolicies that are rendered for this site',
  fix: 'declare the services there under network.lanServices',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: 192.168.1.20}}',
    right: `network: {lanServices: [{name: neighbour, address: 192.168.1.20, port: 443}]}
mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: 192.168.1.20}}`,
  },
  *check({ mastodon: { env }, network }) {
    const lan = interval(network.lan);
    const services = network.lanServices.flatMap(({ address }) => interval(address) ?? []);
    for (const text of (env.ALLOWED_PRIVATE_ADDRESSES ?? '').split(/[\s,]+/)) {
      const range = interval(text);
      if (range === undefined || lan === undefined || !overlap(range, lan)) continue;
      if (services.some((service) => overlap(range, service))) continue;
      yield {
        path: ['mastodon', 'env', 'ALLOWED_PRIVATE_ADDRESSES'],
        message: `${text} lies in the home network, where no host is open; allowed: hosts under network.lanServices`,
      };
    }
  },
};

const hostOutOfReach: Rule = {
  name: 'mastodon/host-out-of-reach',
  severity: 'error',
  why: 'a host that no NetworkPolicy can open is never reached, and the setting looks as if it worked',
  source:
    'kubernetes.io/docs/concepts/services-networking/network-policies: ipBlock is for addresses outside of the cluster',
  fix: 'name a host that pods can reach',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318"}}',
    right: 'mastodon: {env: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.tracing.svc.cluster.local:4318"}}',
  },
  *check(site) {
    for (const { host, port, path } of destinations(site)) {
      const found = reach(site, host, port);
      if (!('closed' in found) || found.closed !== 'never') continue;
      yield {
        path,
        message: `${host} with port ${port}: ${found.why}; allowed: hosts and ports that pods can reach`,
        fix: found.fix,
      };
    }
  },
};

const hostUnreadable: Rule = {
  name: 'mastodon/host-unreadable',
  severity: 'error',
  why: 'what nobody can read as a host and a port is opened by no NetworkPolicy, and Mastodon does not start with it or fails later',
  source:
    'mastodon config/initializers/http_client_proxy.rb, lib/mastodon/redis_configuration.rb, config/initializers/devise.rb',
  fix: 'write it as Mastodon reads it',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {http_proxy: "192.168.1.20:3128"}}',
    right: 'mastodon: {env: {http_proxy: "http://192.168.1.20:3128"}}',
  },
  *check(site) {
    for (const { path, setting, allowed } of unknownDestinations(site)) {
      if (allowed === undefined) continue;
      yield { path, message: `${setting} names no server; allowed: ${allowed}` };
    }
  },
};

const hostInSecret: Rule = {
  name: 'mastodon/host-in-secret',
  severity: 'error',
  why: 'nobody sees the host, so no NetworkPolicy opens the way to it',
  source: 'the NetworkPolicies that are rendered for this site',
  fix: 'name host and port in mastodon.env and keep only the password in a Secret; where they are one, declare its address and port under network.lanServices',
  examples: {
    over: 'home',
    wrong: 'mastodon: {envFromSecrets: {REPLICA_DATABASE_URL: {name: replica, key: url}}}',
    right:
      'mastodon: {env: {REPLICA_DB_HOST: database-ro}, envFromSecrets: {REPLICA_DB_PASS: {name: database-app, key: password}}}',
  },
  *check(site) {
    // A declared service at home may be the one that is meant.
    if (site.network.lanServices.length > 0) return;
    for (const { path, setting, allowed } of unknownDestinations(site)) {
      if (allowed !== undefined) continue;
      yield { path, message: `${setting} lies in a Secret and names a host; allowed: hosts in mastodon.env` };
    }
  },
};

export const hostRules: readonly Rule[] = [
  hostAtHome,
  privateAddressClosed,
  hostOutOfReach,
  hostUnreadable,
  hostInSecret,
];
