import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Unusable } from '../api/processes';
import { addons, type Wait } from './addons';
import { until } from './command';
import { startMember, startRelay } from './control-plane';
import { makeMountPoints, removeMountPoints } from './host';
import { pullThePlug } from './kill';
import { Kubectl } from './kubectl';
import {
  clientNamespace,
  controlPlaneNamed,
  inRun,
  lanNamespace,
  type Machine,
  mostNodes,
  namespaceOf,
  nodesNamed,
  runFolder,
} from './layout';
import { makeLan, namespaces, plugIn, processesIn } from './network';
import { diskOf, mountPoints, startNode } from './node';
import { type Parts, parts } from './parts';
import { makePki } from './pki';
import { mountSharedDisks, unmountSharedDisks } from './shared-disk';
import { copyStore } from './store';

export interface Size {
  readonly nodes: number;
  readonly members: number;
}

interface State extends Size {
  /** False from the first step of `up` to its last: what a killed runner left is taken down before the next try. */
  readonly complete: boolean;
}

const stateFile = inRun('cluster.json');

export class Cluster {
  readonly nodes: readonly Machine[];
  readonly members: readonly Machine[];
  readonly kubectl: Kubectl;

  constructor(
    size: Size,
    private readonly parts: Parts,
  ) {
    this.nodes = nodesNamed(size.nodes);
    this.members = controlPlaneNamed(size.members);
    this.kubectl = new Kubectl(parts.kubernetes);
  }

  /** The program with every component in it. */
  get kubernetes(): string {
    return this.parts.kubernetes;
  }

  get machines(): readonly Machine[] {
    return [...this.members, ...this.nodes];
  }

  machine(name: string): Machine {
    const machine = this.machines.find((one) => one.name === name);
    if (machine === undefined) {
      throw new Unusable(`no machine ${name} here, only ${this.machines.map((one) => one.name).join(', ')}`);
    }
    return machine;
  }

  async isOn(machine: Machine): Promise<boolean> {
    return (await namespaces()).includes(namespaceOf(machine)) && (await processesIn(namespaceOf(machine))).length > 0;
  }

  /** Pulls machines' plugs: network and processes are gone at once, their disks stay. Gives when the last was off the network, in ms. */
  async kill(...names: string[]): Promise<number> {
    return Math.max(...(await Promise.all(names.map((name) => pullThePlug(this.machine(name))))));
  }

  /** Switches machines on again; those that are on stay as they are. */
  async revive(...names: string[]): Promise<void> {
    for (const name of names) await this.switchOn(this.machine(name));
  }

  async switchOn(machine: Machine): Promise<void> {
    if (await this.isOn(machine)) return;
    // What died in the middle of being switched on is no machine yet.
    await pullThePlug(machine);
    if (this.members.includes(machine)) {
      await plugIn(machine, this.nodes);
      startMember(this.parts.kubernetes, machine, this.members);
    } else {
      if (!existsSync(`${diskOf(machine)}/containerd`)) {
        mkdirSync(diskOf(machine), { recursive: true });
        await copyStore(this.parts.imageStore, `${diskOf(machine)}/containerd`);
      }
      await startNode(machine, this.nodes, this.members, this.parts);
    }
  }

  async apiAnswers(seconds = 60): Promise<void> {
    await until('the API server', seconds, async () => (await this.kubectl.run('get', '--raw=/readyz')).code === 0);
  }

  async nodesReady(seconds = 90): Promise<void> {
    await until('all nodes Ready', seconds, async () => {
      const { stdout } = await this.kubectl.run('get', 'nodes', '--no-headers');
      return stdout.split('\n').filter((line) => / Ready /.test(line)).length === this.nodes.length;
    });
  }

  async addonsReady(waits: readonly Wait[], seconds = 180): Promise<void> {
    const rollouts = waits.map(({ namespace, what }) =>
      this.kubectl.must('rollout', 'status', '--namespace', namespace, what, `--timeout=${seconds}s`),
    );
    await Promise.all(rollouts);
    await this.metallbTakesPools();
  }

  /** MetalLB's controller is Ready before its webhook listens, up to a minute at home, and until then every pool is refused. */
  private async metallbTakesPools(): Promise<void> {
    const pool = JSON.stringify({
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: { name: 'asked', namespace: 'metallb-system' },
      spec: { addresses: ['192.0.2.1/32'] },
    });
    await until('MetalLB’s webhook', 120, async () => {
      try {
        return await this.kubectl.apply(pool, '--dry-run=server');
      } catch (error) {
        if (error instanceof Unusable && /webhook/.test(error.message)) return undefined;
        throw error;
      }
    });
  }
}

/** The cluster that is up, for tests and for `kill`, `revive` and `status`. */
export async function current(): Promise<Cluster> {
  const state = readState();
  if (state === undefined) throw new Unusable('no cluster is up: npm run cluster up');
  if (!state.complete) throw new Unusable('the cluster was left half made: npm run cluster up repairs it');
  return new Cluster(state, await parts());
}

/** Brings the cluster up, or back to all machines on; one of another size or half made is taken down first. */
export async function up(size: Size): Promise<Cluster> {
  const made = await parts();
  const state = readState();
  const fits = state?.complete && state.nodes === size.nodes && state.members === size.members;
  if (!fits) await down();
  const cluster = new Cluster(size, made);
  mkdirSync(runFolder, { recursive: true, mode: 0o755 });
  writeFileSync(stateFile, JSON.stringify({ ...size, complete: false }));
  try {
    await bringUp(cluster, made, fits === true);
  } catch (error) {
    // A log is worth more than a clean machine while somebody looks for the cause; the next `up` cleans.
    if (error instanceof Unusable) throw new Unusable(`${error.message}; logs are in ${inRun('log')}`);
    throw error;
  }
  writeFileSync(stateFile, JSON.stringify({ ...size, complete: true }));
  return cluster;
}

async function bringUp(cluster: Cluster, made: Parts, again: boolean): Promise<void> {
  if (!again) {
    makeMountPoints(mountPoints);
    await makePki();
    await makeLan();
    startRelay(made.kubernetes, lanNamespace, cluster.members);
  }
  await mountSharedDisks();
  for (const member of cluster.members) await cluster.switchOn(member);
  for (const node of cluster.nodes) await cluster.switchOn(node);
  await cluster.apiAnswers();
  const list = await addons();
  for (const { manifest } of list) await cluster.kubectl.apply(manifest, '--server-side', '--force-conflicts');
  await cluster.nodesReady();
  await cluster.addonsReady(list.flatMap(({ waits }) => waits));
}

/** Ends every machine there may be and removes what a run holds; safe to repeat, and after a runner that was killed. */
export async function down(): Promise<void> {
  const machines = [...nodesNamed(mostNodes), ...controlPlaneNamed(3)];
  await Promise.all(machines.map(pullThePlug));
  for (const namespace of [clientNamespace, lanNamespace])
    await pullThePlug({ name: namespace.replace('mammut-', ''), address: '' });
  await unmountSharedDisks();
  removeMountPoints(mountPoints);
  rmSync(runFolder, { recursive: true, force: true });
}

function readState(): State | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch {
    return undefined;
  }
}
