import type { Said } from '../../said';

/** A declaration without machines of its own. */
function guest({
  name = 'second',
  host = 'home.yaml',
  domains = 'handleDomain: example.net, webDomain: social.example.net',
  more = '',
} = {}): string {
  const mastodon = ['namespace: second', domains, more].filter(Boolean).join(', ');
  return `name: ${name}\ncluster: ${host}\nnetwork: null\nstorage: null\nmastodon: {${mastodon}}\n`;
}

export const clusterGuest: Readonly<Record<string, readonly Said[]>> = {
  'cluster/object-of-two-sites': [
    { says: ["error at mastodon.namespace: namespace mastodon is home's; allowed: another one"] },
    {
      of: 'a guest of its own',
      with: guest(),
      says: [],
    },
    {
      of: 'the name of the host',
      with: guest({ name: 'home' }),
      says: ["error at name: the name home is also the host's"],
    },
    {
      of: 'the domains of the host',
      with: guest({ domains: '' }),
      says: [
        'error at mastodon.webDomain: social.example.org is answered by home; allowed: another domain',
        "error at mastodon.handleDomain: example.org is the handles' domain of home; allowed: another domain",
      ],
    },
    {
      of: 'an alternate domain that the host answers',
      with: guest({ more: 'alternateDomains: [social.example.org]' }),
      says: ['error at mastodon.webDomain: social.example.org is answered by home; allowed: another domain'],
    },
    { of: 'no guest', with: '', says: [] },
    {
      of: 'another upload time, which the settings of the addon hold',
      over: 'one-node',
      with: guest({ host: 'one-node.yaml', more: 'uploadTime: 20m' }),
      says: [
        "error at network.ingress: HelmChartConfig traefik is one-node's too, and not the same there; allowed: what one-node says",
      ],
    },
  ],
  'cluster/release-of-two-sites': [
    { says: ['error at mastodon.uploadTime: chart traefik is installed by home with other values; allowed: the same'] },
    {
      of: 'the same upload time',
      with: guest(),
      says: [],
    },
    { of: 'no guest', with: 'mastodon: {uploadTime: 20m}', says: [] },
    {
      of: 'another database',
      with: `${guest()}database: {engine: standalone, size: 20Gi}`,
      says: [],
    },
  ],
};
