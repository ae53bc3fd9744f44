import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client';
import { lastLines, type Output, remove, removeAtEnd, run, start, stop, Unusable } from './processes';

/** An empty cluster's API: etcd and kube-apiserver, no node and no controller. */
export interface Server {
  readonly client: Client;
  /** Runs kubectl as a cluster-admin. */
  kubectl(...args: string[]): Promise<Output>;
  /** The same while everything waits, as programs of one command have it: what kubectl prints, undefined where it fails. */
  answer(words: readonly string[], input?: string): string | undefined;
  stop(): Promise<void>;
}

const readyWithin = 60_000;

export async function startServer(program: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-api-'));
  removeAtEnd(folder);
  const path = (name: string) => join(folder, name);
  const token = randomBytes(24).toString('hex');
  writeFileSync(path('tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path('service-accounts.pem'), key, { mode: 0o600 });

  const [clients = 0, peers = 0, api = 0] = await freePorts(3);
  const etcd = start(program, ['etcd', ...etcdFlags(path('etcd'), clients, peers)], path('etcd.log'));
  const apiserver = start(
    program,
    ['kube-apiserver', ...apiserverFlags(path, clients, api)],
    path('kube-apiserver.log'),
  );

  const certificate = path('certificates/apiserver.crt');
  const deadline = Date.now() + readyWithin;
  let client: Client | undefined;
  for (;;) {
    client = withCertificate(certificate, api, token);
    if (client !== undefined && (await client.isReady())) break;
    client?.close();
    const ended = etcd.exitCode !== null ? 'etcd' : apiserver.exitCode !== null ? 'kube-apiserver' : undefined;
    if (ended !== undefined || Date.now() > deadline) {
      const log = lastLines(path(`${ended ?? 'kube-apiserver'}.log`), 20);
      throw new Unusable(`${ended ? `${ended} ended` : 'the API server did not become ready'}:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  writeFileSync(path('kubeconfig'), kubeconfig(api, certificate, token), { mode: 0o600 });

  const command = ['kubectl', `--kubeconfig=${path('kubeconfig')}`, `--cache-dir=${path('cache')}`];
  return {
    client,
    kubectl: (...args) => run(program, [...command, ...args]),
    answer(words, input = '') {
      const { status, stdout } = spawnSync(program, [...command, ...words], {
        input,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      return status === 0 ? stdout : undefined;
    },
    async stop() {
      client.close();
      await Promise.all([stop(apiserver), stop(etcd)]);
      remove(folder);
    },
  };
}

function etcdFlags(data: string, clients: number, peers: number): string[] {
  const own = `http://127.0.0.1:${peers}`;
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=http://127.0.0.1:${clients}`,
    `--advertise-client-urls=http://127.0.0.1:${clients}`,
    `--listen-peer-urls=${own}`,
    `--initial-advertise-peer-urls=${own}`,
    `--initial-cluster=default=${own}`,
    // The data lives for seconds: no disk needs to be waited for.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiserverFlags(path: (name: string) => string, etcd: number, port: number): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    // The default advertised address is the machine's own; a container without a route has none.
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    `--cert-dir=${path('certificates')}`,
    `--token-auth-file=${path('tokens.csv')}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    // As every distribution has it; else the server itself, and not Pod Security, would refuse privileged pods.
    '--allow-privileged=true',
    // MicroK8s' own range, so that a fixed ClusterIP would be judged as there; and IPv6, which some sites declare.
    '--service-cluster-ip-range=10.152.183.0/24,fd00:10:152:183::/108',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${path('service-accounts.pem')}`,
    `--service-account-signing-key-file=${path('service-accounts.pem')}`,
  ];
}

function withCertificate(file: string, port: number, token: string): Client | undefined {
  try {
    return new Client(port, readFileSync(file, 'utf8'), token);
  } catch {
    return undefined; // not written yet
  }
}

function kubeconfig(port: number, certificate: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': certificate } },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  });
}

/** Ports that were free a moment ago, held together so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const holders = await Promise.all(
    Array.from({ length: count }, async () => {
      const holder = createServer();
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
      return holder;
    }),
  );
  const ports = holders.map((holder) => (holder.address() as { port: number }).port);
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))));
  return ports;
}
