import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { must } from './command';
import { apiPort, controlPlaneNamed, inRun, mostNodes, nodesNamed, services } from './layout';

export const pki = (file: string) => inRun('pki', file);

/** Who may speak to the API server: by token, which is as real as Node and RBAC authorization need it. */
const users: Readonly<Record<string, { name: string; group?: string }>> = {
  admin: { name: 'admin', group: 'system:masters' },
  'controller-manager': { name: 'system:kube-controller-manager' },
  scheduler: { name: 'system:kube-scheduler' },
  proxy: { name: 'system:kube-proxy', group: 'system:node-proxier' },
  ...Object.fromEntries(
    nodesNamed(mostNodes).map(({ name }) => [name, { name: `system:node:${name}`, group: 'system:nodes' }]),
  ),
};

/** One authority, the API servers' certificate, the one they show to kubelets, the service accounts' key, and tokens. */
export async function makePki(): Promise<void> {
  mkdirSync(inRun('pki'), { recursive: true, mode: 0o700 });
  const addresses = ['127.0.0.1', services.api, ...controlPlaneNamed(3).map(({ address }) => address)];
  const names = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'localhost'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = ['-x509', '-days', '365', '-subj', '/CN=mammut-test-bed'];
  await must('openssl', 'req', ...authority, ...key, '-keyout', pki('ca.key'), '-out', pki('ca.crt'));
  const signed = ['-x509', '-days', '365', '-CA', pki('ca.crt'), '-CAkey', pki('ca.key'), ...key];
  const alternatives = [...addresses.map((ip) => `IP:${ip}`), ...names.map((dns) => `DNS:${dns}`)].join(',');
  const server = ['-subj', '/CN=kube-apiserver', '-addext', `subjectAltName=${alternatives}`];
  await must('openssl', 'req', ...signed, ...server, '-keyout', pki('api.key'), '-out', pki('api.crt'));
  const client = ['-subj', '/O=system:masters/CN=apiserver-kubelet-client'];
  await must(
    'openssl',
    'req',
    ...signed,
    ...client,
    '-keyout',
    pki('kubelet-client.key'),
    '-out',
    pki('kubelet-client.crt'),
  );
  const accounts = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(pki('accounts.key'), accounts.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

  const rows = Object.entries(users).map(([who, { name, group }], index) => {
    const token = randomBytes(16).toString('hex');
    writeFileSync(inRun(`${who}.kubeconfig`), kubeconfig(token), { mode: 0o600 });
    return `${token},${name},${index}${group ? `,"${group}"` : ''}\n`;
  });
  writeFileSync(pki('tokens.csv'), rows.join(''), { mode: 0o600 });
}

/** Every machine reaches the API on its own loopback: members by their own server, all others by a relay to any member. */
function kubeconfig(token: string): string {
  const server = { server: `https://127.0.0.1:${apiPort}`, 'certificate-authority': pki('ca.crt') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'mammut', cluster: server }],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'mammut', context: { cluster: 'mammut', user: 'user' } }],
    'current-context': 'mammut',
  });
}
