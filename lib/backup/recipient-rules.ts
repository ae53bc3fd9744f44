import { X509Certificate } from 'node:crypto';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import type { Recipients } from './backup';
import { planOf } from './plan';

const names = ['operator', 'rehearsal'] as const satisfies (keyof Recipients)[];

const missing: Rule = {
  name: 'backup/recipients-missing',
  severity: 'error',
  why: "without Mastodon's keys nobody can log in by a second factor and accounts lose their identity: they belong into every set, encrypted to keys of which one never was in the cluster",
  source: 'mastodon lib/tasks/db.rake, encryption keys; openssl-cms(1)',
  fix: 'make two certificates and put them into backup.recipients: docs/backup.md has the commands',
  examples: {
    over: 'home',
    wrong: 'backup: {recipients: null}',
    right: 'backup: {keep: {daily: 7}}',
  },
  *check(site) {
    const plan = planOf(site);
    if (plan && plan.recipients === undefined) {
      yield { path: ['backup'], message: 'no recipients for the secrets part; allowed: operator and rehearsal' };
    }
  },
};

const parsed = new Map<string, X509Certificate | undefined>();

/** Parsed where it is one, and once: three rules ask for the same two. */
function certificate(pem: string): X509Certificate | undefined {
  if (!parsed.has(pem)) parsed.set(pem, parse(pem));
  return parsed.get(pem);
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function* recipients(site: Site) {
  const own = planOf(site)?.recipients;
  if (own === undefined) return;
  for (const name of names) yield { name, path: ['backup', 'recipients', name], parsed: certificate(own[name]) };
}

const unreadable: Rule = {
  name: 'backup/recipient-unreadable',
  severity: 'error',
  why: 'openssl encrypts to certificates only: with anything else no set is ever made',
  source: 'openssl-cms(1): recipient certificates',
  fix: 'copy the whole .crt file, from its first line to its last',
  examples: {
    over: 'home',
    wrong: `backup:
  recipients:
    operator: |
      -----BEGIN CERTIFICATE-----
      bm90IGEgY2VydGlmaWNhdGU=
      -----END CERTIFICATE-----`,
    right: 'backup: {keep: {daily: 7}}',
  },
  *check(site) {
    for (const { name, path, parsed } of recipients(site)) {
      if (parsed === undefined) yield { path, message: `${name} is no certificate; allowed: one in PEM` };
      else if (!['rsa', 'ec'].includes(parsed.publicKey.asymmetricKeyType ?? '')) {
        yield { path, message: `${name} has a key of type ${parsed.publicKey.asymmetricKeyType}; allowed: ec or rsa` };
      }
    }
  },
};

const keys = new WeakMap<X509Certificate, string>();

/** Written out once: many sites share their certificates. */
function keyOf(parsed: X509Certificate): string {
  const key = keys.get(parsed) ?? parsed.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  keys.set(parsed, key);
  return key;
}

const equal: Rule = {
  name: 'backup/recipients-equal',
  severity: 'error',
  why: 'the key of rehearsals lies in the cluster: if it is also the one in your safe, whoever takes the cluster and the backups has both, and losing it once loses both',
  source: 'openssl-cms(1): any one of the recipients can decrypt',
  fix: 'make a key of its own for each',
  examples: {
    over: 'home',
    wrong: `backup:
  recipients:
    operator: &one |
      -----BEGIN CERTIFICATE-----
      MIIBjTCCATOgAwIBAgIULO8zihn8rEfcIXDgz7zEugePE9owCgYIKoZIzj0EAwIw
      GzEZMBcGA1UEAwwQZXhhbXBsZSBvcGVyYXRvcjAgFw0yNjExMjcwNDQ4MjRaGA8y
      MTI2MTEwMzA0NDgyNFowGzEZMBcGA1UEAwwQZXhhbXBsZSBvcGVyYXRvcjBZMBMG
      ByqGSM49AgEGCCqGSM49AwEHA0IABHIVApH6D7BpuR4rUzXxO0i4Dz5GrDozrbXv
      3JVu9QBiOiejg/ETeyTwxSFnUaEAv5TmNAiD33+B732xXjVoR0OjUzBRMB0GA1Ud
      DgQWBBRp+eDfQQXQtpm2ySGt6bXRP7kGQzAfBgNVHSMEGDAWgBRp+eDfQQXQtpm2
      ySGt6bXRP7kGQzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIGKQ
      9vzV/LW0ymP0rq24002gKBF/DCGAlZAdErDX0JegAiEA6TVRGC1FHvC2eYgLwWhF
      5USZnEmOIByKEoDFzm82iwU=
      -----END CERTIFICATE-----
    rehearsal: *one`,
    right: 'backup: {keep: {daily: 7}}',
  },
  *check(site) {
    const [operator, rehearsal] = [...recipients(site)];
    if (operator?.parsed === undefined || rehearsal?.parsed === undefined) return;
    if (keyOf(operator.parsed) === keyOf(rehearsal.parsed)) {
      yield {
        path: ['backup', 'recipients', 'rehearsal'],
        message: "the rehearsal's key is the operator's; allowed: two keys",
      };
    }
  },
};

const example: Rule = {
  name: 'backup/example-recipient',
  severity: 'warning',
  why: "the keys of the shipped sites' certificates were thrown away: nobody can decrypt what is encrypted to them, and the secrets of every set are lost",
  source: 'this project: sites/',
  fix: 'make your own two before the first backup: docs/backup.md has the commands',
  examples: {
    over: 'home',
    wrong: 'backup: {keep: {daily: 7}}',
    right: 'backup: none',
  },
  *check(site) {
    const found = [...recipients(site)].filter(({ parsed }) => parsed?.subject.includes('CN=example '));
    if (found.length > 0) {
      yield {
        path: ['backup', 'recipients'],
        message: `the shipped example's certificates (${found.map(({ name }) => name).join(', ')}), whose keys nobody has; allowed: your own`,
      };
    }
  },
};

export const recipientRules: readonly Rule[] = [missing, unreadable, equal, example];
