import type { Said } from '../../said';

export const networkCertificate: Readonly<Record<string, readonly Said[]>> = {
  'network/certificate-email-missing': [
    {
      says: [
        'error at network.certificates.email: challenge http01 without an e-mail address; allowed: network.certificates.email',
      ],
    },
    {
      of: 'dns01',
      with: 'network: {certificates: {email: null, challenge: dns01}}',
      says: [
        'error at network.certificates.email: challenge dns01 without an e-mail address; allowed: network.certificates.email',
      ],
    },
    { of: 'from a Secret', with: 'network: {certificates: {email: null, challenge: secret, secret: tls}}', says: [] },
    {
      of: 'an issuer of somebody',
      with: 'network: {certificates: {email: null, challenge: existing, issuer: ca}}',
      says: [],
    },
  ],
  'network/dns01-without-solver': [
    {
      says: [
        'error at network.certificates.challenge: challenge dns01 without a solver; allowed: network.certificates.dns01 as in cert-manager’s documentation',
      ],
    },
    {
      of: 'an empty one',
      with: 'network: {certificates: {challenge: dns01, dns01: {}}}',
      says: [
        'error at network.certificates.challenge: challenge dns01 without a solver; allowed: network.certificates.dns01 as in cert-manager’s documentation',
      ],
    },
    { of: 'another challenge', with: '', says: [] },
  ],
  'network/existing-without-issuer': [
    {
      says: [
        'error at network.certificates.challenge: challenge existing without an issuer; allowed: network.certificates.issuer',
      ],
    },
    { of: 'another challenge', with: '', says: [] },
    { of: 'a certificate from a Secret', with: 'network: {certificates: {challenge: secret, secret: tls}}', says: [] },
  ],
  'network/http01-unreachable': [
    { says: ['error at network.certificates.challenge: http01 with internet: none; allowed: dns01, existing, secret'] },
    {
      of: 'behind a tunnel',
      with: 'network: {internet: tunnel}',
      says: [
        'error at network.certificates.challenge: http01 with internet: tunnel; allowed: dns01, existing, secret or upstream',
      ],
    },
    { of: 'port forward', with: '', says: [] },
    { of: 'a VPS', with: 'network: {internet: vps}', says: [] },
    {
      of: 'another challenge behind a tunnel',
      with: 'network: {internet: tunnel, certificates: {challenge: dns01}}',
      says: [],
    },
  ],
  'network/dns01-plaintext-secret': [
    {
      says: [
        'error at network.certificates.dns01.webhook.config.apiKey: apiKey holds a value; allowed: apiKeySecretRef with name and key',
      ],
    },
    {
      of: 'every name of a secret',
      with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {groupName: a, config: {secret: x, apiToken: x, password: x, passphrase: x, credential: x, credentials: x, api_key: x, privateKey: x, private-key: x, secretName: x, tokenRef: x}}}}}',
      says: [
        'error at network.certificates.dns01.webhook.config.secret: secret holds a value; allowed: secretSecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.apiToken: apiToken holds a value; allowed: apiTokenSecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.password: password holds a value; allowed: passwordSecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.passphrase: passphrase holds a value; allowed: passphraseSecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.credential: credential holds a value; allowed: credentialSecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.credentials: credentials holds a value; allowed: credentialsSecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.api_key: api_key holds a value; allowed: api_keySecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.privateKey: privateKey holds a value; allowed: privateKeySecretRef with name and key',
        'error at network.certificates.dns01.webhook.config.private-key: private-key holds a value; allowed: private-keySecretRef with name and key',
      ],
    },
    {
      of: 'in a list',
      with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {config: {hosts: [{name: a}, {token: x}]}}}}}',
      says: [
        'error at network.certificates.dns01.webhook.config.hosts[1].token: token holds a value; allowed: tokenSecretRef with name and key',
      ],
    },
    {
      of: 'a secret that is a map',
      with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {config: {token: {name: dns, key: token}}}}}}',
      says: [],
    },
    {
      of: 'an empty field',
      with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {config: null}}}}',
      says: [],
    },
    { of: 'no solver', with: 'network: {certificates: {challenge: dns01}}', says: [] },
  ],
};
