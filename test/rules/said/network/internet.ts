import type { Said } from '../../said';

export const networkInternet: Readonly<Record<string, readonly Said[]>> = {
  'network/addon-loses-visitors': [
    {
      says: [
        "error at network.internet: tunnel puts a proxy in front of the addon's controller, which can't be told to believe it; allowed: controller chart or existing",
      ],
    },
  ],
  'network/vps-without-proxies': [
    {
      says: [
        'error at network.internet: nobody says which address the VPS has; allowed: network.proxies with its range',
      ],
    },
  ],
  'network/upstream-without-proxy': [
    {
      says: [
        'error at network.certificates.challenge: challenge upstream with internet: port-forward and no proxy; allowed: http01, dns01, existing or secret, or network.proxies',
      ],
    },
  ],
  'network/tunnel-upload-limit': [
    { says: ['warning at mastodon.uploadMegabytes: 200 MB through a tunnel; allowed by most: 100 MB'] },
  ],
};
