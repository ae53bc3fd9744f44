import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Cluster } from '../cluster/cluster';
import { inNetworkOf } from '../cluster/command';
import { clientNamespace, lan, lanNamespace, services } from '../cluster/layout';
import { internetAddress } from '../cluster/network';
import { bundle } from './support/client';
import { house } from './support/house';
import { measured } from './support/measured';
import { namespace } from './support/site';

// Every connection is tried by a real connect from the pod it concerns, under enforced policies.
jest.setTimeout(180_000);

let cluster: Cluster;
const listening: ChildProcess[] = [];

beforeAll(async () => {
  ({ cluster } = await house('three-nodes'));
  // Somebody who answers out there and at home, so that silence means refused.
  await accept(lanNamespace, `${internetAddress}:587`, `${internetAddress}:443`, `${internetAddress}:22`);
  await accept(clientNamespace, `${lan.client}:22`, `${lan.client}:443`);
  await cluster.kubectl.run(
    'run',
    'stranger',
    '--namespace=default',
    '--image=docker.io/library/postgres:17.11-trixie',
    '--image-pull-policy=Never',
    '--',
    'sleep',
    '3600',
  );
  await cluster.kubectl.must('wait', '--namespace=default', 'pod/stranger', '--for=condition=Ready', '--timeout=60s');
});

afterAll(async () => {
  for (const child of listening) child.stdin?.end();
  await cluster.kubectl.run('delete', 'pod', 'stranger', '--namespace=default', '--grace-period=0', '--force');
});

const needed: readonly [from: string, to: string][] = [
  ['deployment/web', 'database:5432'],
  ['deployment/web', 'redis-0.redis:6379'],
  ['deployment/web', 'redis-0.redis:26379'],
  ['deployment/web', `${internetAddress}:443`],
  ['deployment/streaming', 'database:5432'],
  ['deployment/streaming', 'redis-1.redis:26379'],
  ['deployment/sidekiq', 'database:5432'],
  ['deployment/sidekiq', 'redis-2.redis:6379'],
  ['deployment/sidekiq', `${internetAddress}:443`],
  ['deployment/sidekiq', `${internetAddress}:587`],
  ['pod/redis-0', 'redis-1.redis:6379'],
  ['pod/redis-0', 'redis-2.redis:26379'],
];

const refused: readonly [from: string, to: string, why: string][] = [
  ['deployment/web', `${lan.client}:443`, 'a machine at home'],
  ['deployment/web', '10.89.0.11:10250', 'a node’s kubelet'],
  ['deployment/web', `${services.api}:443`, 'the API server'],
  ['deployment/web', 'kube-dns.kube-system:9153', 'another namespace'],
  ['deployment/streaming', `${internetAddress}:443`, 'the internet, which streaming never asks'],
  ['deployment/streaming', 'web:3000', 'web'],
  ['deployment/sidekiq', 'web:3000', 'web'],
  ['deployment/sidekiq', `${lan.client}:22`, 'a machine at home'],
  ['pod/redis-0', 'database:5432', 'the database'],
  ['pod/redis-0', `${internetAddress}:443`, 'the internet'],
  ['pod/database-0', 'redis-0.redis:6379', 'Redis'],
  ['pod/database-0', `${internetAddress}:443`, 'the internet'],
];

const strangers: readonly string[] = [
  'web:3000',
  'streaming:4000',
  'database:5432',
  'redis-0.redis:6379',
  'redis-0.redis:26379',
];

test.each(needed)('%s reaches %s', async (from, to) => {
  expect(await connect(from, to)).toBe('open');
});

test.each(refused)('%s does not reach %s: %s', async (from, to) => {
  expect(await connect(from, to)).toBe('refused');
});

test.each(strangers)('a pod of another namespace does not reach %s', async (to) => {
  const [host = '', port] = to.split(':');
  expect(await connect('pod/stranger', `${host}.${namespace}.svc.cluster.local:${port}`, 'default')).toBe('refused');
});

test('as many were tried as are told', () => {
  measured(
    'connections under the rendered policies',
    `${needed.length} needed open, ${refused.length + strangers.length} others refused`,
  );
  expect(refused.length + strangers.length).toBeGreaterThanOrEqual(10);
});

/** `open` also where the port itself answers that nobody listens: the packet has arrived. */
async function connect(from: string, to: string, inNamespace = namespace): Promise<string> {
  const [host = '', port = ''] = to.split(':');
  const script = `require "socket"
    begin
      Socket.tcp(ARGV[0], ARGV[1].to_i, connect_timeout: 2, resolv_timeout: 5).close
      puts "open"
    rescue Errno::ECONNREFUSED
      puts "open"
    rescue Errno::ETIMEDOUT
      puts "refused"
    end`;
  const { stdout, stderr } = await cluster.kubectl.run(
    'exec',
    '--namespace',
    inNamespace,
    from,
    '--',
    'ruby',
    '-e',
    script,
    host,
    port,
  );
  return stdout.trim() || stderr.trim();
}

async function accept(network: string, ...places: string[]): Promise<void> {
  const [program, ...words] = [...inNetworkOf(network), process.execPath, bundle('accept')];
  const child = spawn(program, [...words, ...places], { stdio: ['pipe', 'pipe', 'inherit'] });
  listening.push(child);
  if (child.stdout) await once(child.stdout, 'data');
}
