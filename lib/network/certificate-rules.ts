import type { Path } from '../site/finding';
import type { Rule } from '../site/rule';

const here: Path = ['network', 'certificates'];

const noEmail: Rule = {
  name: 'network/certificate-email-missing',
  severity: 'error',
  why: 'cert-manager registers an account with the certificate authority, which writes to this address when something is wrong',
  source: 'cert-manager.io/docs/configuration/acme',
  fix: 'declare network.certificates.email',
  examples: {
    over: 'home',
    wrong: 'network:\n  certificates:\n    email: null',
    right: 'network:\n  certificates:\n    email: admin@example.org',
  },
  *check({ network }) {
    const { challenge, email } = network.certificates;
    if (email !== undefined || (challenge !== 'http01' && challenge !== 'dns01')) return;
    yield {
      path: [...here, 'email'],
      message: `challenge ${challenge} without an e-mail address; allowed: network.certificates.email`,
    };
  },
};

const noSolver: Rule = {
  name: 'network/dns01-without-solver',
  severity: 'error',
  why: 'cert-manager must be told how to write the domain’s DNS records',
  source: 'cert-manager.io/docs/configuration/acme/dns01',
  fix: "declare network.certificates.dns01 with your DNS provider's solver",
  examples: {
    over: 'home',
    wrong: 'network:\n  certificates:\n    challenge: dns01',
    right:
      'network:\n  certificates:\n    challenge: dns01\n    dns01:\n      cloudflare:\n        apiTokenSecretRef:\n          name: dns-access\n          key: api-token',
  },
  *check({ network }) {
    const { challenge, dns01 } = network.certificates;
    if (challenge !== 'dns01' || Object.keys(dns01 ?? {}).length > 0) return;
    yield {
      path: [...here, 'challenge'],
      message:
        'challenge dns01 without a solver; allowed: network.certificates.dns01 as in cert-manager’s documentation',
    };
  },
};

const noIssuer: Rule = {
  name: 'network/existing-without-issuer',
  severity: 'error',
  why: 'the certificate names the ClusterIssuer that signs it',
  source: 'cert-manager.io/docs/usage/certificate',
  fix: 'declare network.certificates.issuer with a name from `kubectl get clusterissuers`',
  examples: {
    over: 'home',
    wrong: 'network:\n  certificates:\n    challenge: existing',
    right: 'network:\n  certificates:\n    challenge: existing\n    issuer: home-ca',
  },
  *check({ network }) {
    const { challenge, issuer } = network.certificates;
    if (challenge === 'existing' && issuer === undefined) {
      yield {
        path: [...here, 'challenge'],
        message: 'challenge existing without an issuer; allowed: network.certificates.issuer',
      };
    }
  },
};

const unreachable: Rule = {
  name: 'network/http01-unreachable',
  severity: 'error',
  why: 'the certificate authority asks for the challenge on port 80 of the domain: it reaches no server without a way in, and behind a tunnel it meets the tunnel’s own TLS',
  source: 'letsencrypt.org/docs/challenge-types: HTTP-01',
  fix: 'declare challenge: dns01, or upstream for a tunnel, or secret',
  examples: {
    over: 'home',
    wrong: 'network:\n  internet: none\n  certificates:\n    challenge: http01',
    right: 'network:\n  internet: none\n  certificates:\n    challenge: secret',
  },
  *check({ network }) {
    const { internet, certificates } = network;
    if (certificates.challenge !== 'http01' || (internet !== 'none' && internet !== 'tunnel')) return;
    yield {
      path: [...here, 'challenge'],
      message: `http01 with internet: ${internet}; allowed: dns01, existing, secret${internet === 'tunnel' ? ' or upstream' : ''}`,
    };
  },
};

/** Names of fields that hold a secret themselves; those that end in Ref, Name or Key only say where one is. */
const secretField = /(secret|token|password|passphrase|credentials?|api[-_]?key|private[-_]?key)$/i;

const plaintext: Rule = {
  name: 'network/dns01-plaintext-secret',
  severity: 'error',
  why: 'the solver is written into platform/, where everybody who reads the repository reads it',
  source: 'cert-manager.io/docs/configuration/acme/dns01: every provider takes a SecretRef',
  fix: 'put the value into a Secret in namespace cert-manager and name it by …SecretRef: {name, key}',
  examples: {
    over: 'home',
    wrong:
      'network:\n  certificates:\n    challenge: dns01\n    dns01:\n      webhook:\n        groupName: acme.example.org\n        solverName: provider\n        config:\n          apiKey: letmein',
    right:
      'network:\n  certificates:\n    challenge: dns01\n    dns01:\n      webhook:\n        groupName: acme.example.org\n        solverName: provider\n        config:\n          apiKeySecretRef:\n            name: dns-access\n            key: api-key',
  },
  *check({ network }) {
    for (const path of plainSecrets(network.certificates.dns01, [...here, 'dns01'])) {
      yield {
        path,
        message: `${String(path.at(-1))} holds a value; allowed: ${String(path.at(-1))}SecretRef with name and key`,
      };
    }
  },
};

function* plainSecrets(value: unknown, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (typeof inner === 'string' && secretField.test(key)) yield at;
    yield* plainSecrets(inner, at);
  }
}

export const certificateRules: readonly Rule[] = [noEmail, noSolver, noIssuer, unreachable, plaintext];
