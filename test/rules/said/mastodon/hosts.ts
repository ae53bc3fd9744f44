import type { Said } from '../../said';

export const mastodonHosts: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/home-host-without-lan-service': [
    {
      says: [
        'error at mastodon.smtp.server: relay.lan is a name of the home network, and port 25 is open to no host there; allowed: hosts under network.lanServices',
      ],
    },
    { of: 'a public host', with: 'mastodon: {smtp: {server: smtp.example.net, port: 25, anonymous: true}}', says: [] },
    {
      of: 'another port',
      with: `network: {lanServices: [{name: relay, address: 192.168.1.9, port: 26}]}
mastodon: {smtp: {server: relay.lan, port: 25, anonymous: true}}`,
      says: [
        'error at mastodon.smtp.server: relay.lan is a name of the home network, and port 25 is open to no host there; allowed: hosts under network.lanServices',
      ],
    },
    { of: 'the pod itself', with: 'mastodon: {smtp: {server: 127.0.0.1, port: 25, anonymous: true}}', says: [] },
  ],
  'mastodon/private-address-closed': [
    {
      says: [
        'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.20 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
      ],
    },
    {
      of: 'two, of which one is open',
      with: `network: {lanServices: [{name: n, address: 192.168.1.20, port: 443}]}
mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: "192.168.1.20, 192.168.1.21"}}`,
      says: [
        'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.21 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
      ],
    },
    {
      of: 'a list without commas',
      with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: "192.168.1.20  192.168.1.21"}}',
      says: [
        'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.20 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
        'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.21 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
      ],
    },
    { of: 'somewhere else', with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: 10.9.9.9}}', says: [] },
    { of: 'no address', with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: nas}}', says: [] },
    { of: 'the other family', with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: "fd00::1"}}', says: [] },
    { of: 'nothing declared', with: '', says: [] },
  ],
  'mastodon/host-out-of-reach': [
    {
      says: [
        'error at mastodon.env.OTEL_EXPORTER_OTLP_ENDPOINT: localhost with port 4318: it is the pod itself, in which nothing else runs; allowed: hosts and ports that pods can reach | name the host on which the service runs',
      ],
    },
    {
      of: 'a host at home that nobody declared',
      with: 'mastodon: {smtp: {server: relay.lan, port: 25, anonymous: true}}',
      says: [],
    },
    {
      of: 'itself by address',
      with: 'mastodon: {smtp: {server: 127.0.0.1, port: 25, anonymous: true}}',
      says: [
        'error at mastodon.smtp.server: 127.0.0.1 with port 25: it is the pod itself, in which nothing else runs; allowed: hosts and ports that pods can reach | name the host on which the service runs',
      ],
    },
  ],
  'mastodon/host-unreadable': [
    {
      says: [
        'error at mastodon.env.http_proxy: http_proxy names no server; allowed: an address like https://host.example.org:8443',
      ],
    },
    {
      of: 'a host in a Secret',
      with: 'mastodon: {envFromSecrets: {REPLICA_DATABASE_URL: {name: replica, key: url}}}',
      says: [],
    },
    { of: 'nothing of that kind', with: '', says: [] },
  ],
  'mastodon/host-in-secret': [
    {
      says: [
        'error at mastodon.envFromSecrets.REPLICA_DATABASE_URL: REPLICA_DATABASE_URL lies in a Secret and names a host; allowed: hosts in mastodon.env',
      ],
    },
    {
      of: 'with a service at home',
      with: `network: {lanServices: [{name: relay, address: 192.168.1.9, port: 25}]}
mastodon: {envFromSecrets: {REPLICA_DATABASE_URL: {name: replica, key: url}}}`,
      says: [],
    },
    { of: 'an unreadable one', with: 'mastodon: {env: {http_proxy: "192.168.1.20:3128"}}', says: [] },
  ],
};
