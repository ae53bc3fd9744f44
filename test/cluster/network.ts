import { run, Unusable } from '../api/processes';
import { inNetworkOf, may, must } from './command';
import { clientNamespace, lan, lanNamespace, type Machine, namespaceOf, podCidr, pods } from './layout';

/** An address beyond the LAN's gateway: what pods may reach when a policy lets them out. */
export const internetAddress = '203.0.113.10';

/** The home LAN: a bridge in a namespace of its own, with the gateway's address and an address of the internet behind it. */
export async function makeLan(): Promise<void> {
  await must('ip', 'netns', 'add', lanNamespace);
  await ip(
    `-n ${lanNamespace}`,
    'link set lo up',
    `addr add ${internetAddress}/32 dev lo`,
    'link add lan0 type bridge',
    `addr add ${lan.gateway}/24 dev lan0`,
    'link set lan0 up',
  );
  await plug(clientNamespace, lan.client);
}

/** A machine joins the LAN; pods of the given nodes are reached through their nodes. */
export async function plugIn(machine: Machine, nodes: readonly Machine[]): Promise<void> {
  await plug(namespaceOf(machine), machine.address);
  const others = nodes.filter(({ name }) => name !== machine.name);
  await ip(
    `-n ${namespaceOf(machine)}`,
    ...others.map((node) => `route add ${podCidr(node)} via ${node.address}`),
    `route add default via ${lan.gateway}`,
  );
}

/** What a node's kernel must do besides: forward, and hide pods behind its own address outside the cluster. */
export async function forwardPods(node: Machine): Promise<void> {
  const settings = ['net.ipv4.ip_forward=1', 'net.ipv4.conf.all.rp_filter=0', 'net.ipv4.conf.default.rp_filter=0'];
  await must(...inNetworkOf(node), 'sysctl', '-qw', ...settings);
  const outside = ['-s', pods, '!', '-d', pods, '-j', 'MASQUERADE'];
  await must(...inNetworkOf(node), 'iptables', '-t', 'nat', '-A', 'POSTROUTING', ...outside);
}

async function plug(namespace: string, address: string): Promise<void> {
  const port = portOf(namespace);
  await must('ip', 'netns', 'add', namespace);
  await ip(
    `-n ${lanNamespace}`,
    `link add ${port} type veth peer name eth0 netns ${namespace}`,
    `link set ${port} master lan0 up`,
  );
  await ip(`-n ${namespace}`, 'link set lo up', `addr add ${address}/24 dev eth0`, 'link set eth0 up');
}

/** A machine's end of the cable at the bridge. Fifteen characters are all that an interface's name may have. */
function portOf(namespace: string): string {
  return `p-${namespace.replace('mammut-', '')}`;
}

async function ip(where: string, ...lines: string[]): Promise<void> {
  for (const line of lines) await must('ip', ...`${where} ${line}`.split(' '));
}

/** Our namespaces that exist, by name. */
export async function namespaces(): Promise<string[]> {
  const { code, stdout } = await run('ip', ['netns', 'list']);
  if (code !== 0) throw new Unusable('ip netns list failed: are you root?');
  return stdout
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => name.startsWith('mammut-'));
}

export async function processesIn(namespace: string): Promise<number[]> {
  return (await may('ip', 'netns', 'pids', namespace)).split('\n').filter(Boolean).map(Number);
}

/** Nobody on the LAN hears from it any more, not even that its connections end. */
export async function unplug(namespace: string): Promise<void> {
  await may('ip', '-n', lanNamespace, 'link', 'set', portOf(namespace), 'down');
}

export async function removeNamespace(namespace: string): Promise<void> {
  // The port goes with its peer; a namespace that a dying process still holds would keep both.
  await may('ip', '-n', lanNamespace, 'link', 'del', portOf(namespace));
  await may('ip', 'netns', 'del', namespace);
}
