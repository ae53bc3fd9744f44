import type { Cluster } from '../../cluster/cluster';
import { until } from '../../cluster/command';
import type { Asked } from '../client/load';
import { type Kept, kept } from './database';
import { type Load, type Seen, seen, startLoad } from './load';
import { measured, since } from './measured';
import { podsOf, unfinished } from './workloads';

interface Circumstances {
  readonly writeOn: boolean;
  readonly justBefore?: () => Promise<void>;
}

/** A machine that lost power while people on the LAN read and write. */
export class Loss {
  private writing: Load | undefined;
  private readonly wrote: Asked[] = [];
  private isNoticed = false;

  private constructor(
    private readonly cluster: Cluster,
    readonly node: string,
    private readonly reading: Load,
    writing: Load,
    /** When the plug was pulled. Unit: ms since 1970. */
    readonly died: number,
  ) {
    this.writing = writing;
  }

  /**
   * @param writeOn people go on posting. Requests that wait for a lost database or a lost Redis master take all of Puma's
   *   threads, and then /health waits too: where one is lost nobody posts until it may be back.
   * @param justBefore what is done in the last moment before the plug is pulled
   */
  static async of(cluster: Cluster, node: string, { writeOn, justBefore }: Circumstances): Promise<Loss> {
    const pods = await podsOf(cluster.kubectl);
    const held = pods.filter((pod) => pod.node === node && !pod.ended).map(({ component }) => component);
    measured('lost node', `${node} with ${held.sort().join(', ')}`);
    const reading = startLoad({ path: '/health' });
    const writing = startLoad({ path: '/api/v1/statuses', post: true });
    await until('requests', 20, () => reading.asked.length > 50 && writing.asked.length > 50);
    if (!writeOn) writing.stop();
    await justBefore?.();
    const died = await cluster.kill(node);
    return new Loss(cluster, node, reading, writing, died);
  }

  /** Seconds since the plug was pulled. */
  get age(): number {
    return since(this.died);
  }

  /**
   * People post again. Gives the seconds from now until the first post is taken.
   * @param rate posts a second
   */
  async postsAgain(seconds: number, rate = 10): Promise<number> {
    const from = Date.now();
    await this.stopWriting();
    const again = startLoad({ path: '/api/v1/statuses', post: true, rate });
    this.writing = again;
    await until('a post to be taken', seconds, () => again.asked.some(({ result }) => result === 200));
    const first = Math.min(...again.asked.filter(({ result }) => result === 200).map(({ at, ms }) => at + ms));
    return (first - from) / 1000;
  }

  /** Waits until Kubernetes has seen the loss: before, it still counts pods that are gone. */
  async noticed(): Promise<void> {
    if (this.isNoticed) return;
    await until('the node to be called lost', 90, async () => {
      const { status } = await this.cluster.kubectl.json('get', 'node', this.node);
      return status.conditions.find(({ type }: { type: string }) => type === 'Ready').status !== 'True';
    });
    this.isNoticed = true;
    measured('node called NotReady', `${this.age} s after its loss`);
  }

  /** Waits until every Deployment has its declared number of pods; gives the seconds since the loss. */
  async deploymentsBack(): Promise<number> {
    await this.noticed();
    const missing = async () =>
      (await unfinished(this.cluster.kubectl)).filter((name) => name.startsWith('deployment/'));
    await until('Deployments back to their declared count', 240, async () => (await missing()).length === 0, 1000);
    measured('Deployments back to their declared count', `${this.age} s after the loss`);
    return this.age;
  }

  /** What became of all requests, and of what was acknowledged: the database must be there. */
  async judged(): Promise<Judged> {
    return { ...(await this.requests()), ...(await this.acknowledged()) };
  }

  /**
   * What became of all requests.
   * @param age seconds after the loss, long enough that whatever still fails is seen
   */
  async requests(age = 70): Promise<Requests> {
    await until(`${age} s after the loss`, age, () => this.age > age, 1000);
    const reads = await this.reading.end();
    await this.stopWriting();
    const [read, wrote] = [seen(reads, this.died), seen(this.wrote, this.died)];
    // A connection through the node at the moment of its loss can't be saved by anybody: told, not judged.
    const begunAfter = seen(
      reads.filter(({ at }) => at >= this.died),
      this.died,
    );
    measured('reads under way when the plug was pulled that failed', read.failed - begunAfter.failed);
    measured('reads', told(read));
    measured('posts', told(wrote));
    return { reads: begunAfter, writes: wrote };
  }

  /** What became of posts that were acknowledged. */
  async acknowledged(): Promise<Kept> {
    const acknowledged = this.wrote.filter(({ result }) => result === 200).map(({ text }) => text ?? '');
    const { lost, doubled } = await kept(this.cluster.kubectl, acknowledged);
    measured('acknowledged posts lost', `${lost.length} of ${acknowledged.length}`);
    return { lost, doubled };
  }

  private async stopWriting(): Promise<void> {
    if (this.writing !== undefined) this.wrote.push(...(await this.writing.end()));
    this.writing = undefined;
  }
}

interface Requests {
  /** Those begun once the cable was out. */
  readonly reads: Seen;
  readonly writes: Seen;
}

type Judged = Requests & Kept;

function told({ failed, requests, slowest, lastFailureAfter, reasons }: Seen): string {
  const last = lastFailureAfter === undefined ? '' : `, last failure begun ${lastFailureAfter} s after the loss`;
  return `${failed} of ${requests} failed, the slowest took ${slowest} ms${last} ${JSON.stringify(reasons)}`;
}

/** Every machine on and every workload whole. */
export async function allBack(cluster: Cluster, seconds = 240): Promise<void> {
  await cluster.nodesReady(seconds);
  await until('every workload', seconds, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
}

/** Switches a machine on again and waits for everything. */
export async function revived(cluster: Cluster, node: string): Promise<void> {
  await cluster.revive(node);
  const from = Date.now();
  await allBack(cluster);
  measured('everything back', `${since(from)} s after ${node} was switched on again`);
}

/** The node that answers for the entry's address. */
export async function announcing({ kubectl }: Cluster): Promise<string> {
  const { items } = await kubectl.json('get', 'servicel2statuses.metallb.io', '--all-namespaces');
  return items[0]?.status?.node ?? '';
}

/** The node that has a pod. */
export async function nodeOf({ kubectl }: Cluster, pod: string): Promise<string> {
  return (await podsOf(kubectl)).find(({ name }) => name === pod)?.node ?? '';
}

/** The nodes that have pods with a label, one for each pod, in order. */
export async function nodesOf({ kubectl }: Cluster, namespace: string, label: string): Promise<string[]> {
  const { items } = await kubectl.json('get', 'pods', '--namespace', namespace, '--selector', label);
  type Pod = {
    readonly metadata: { readonly deletionTimestamp?: string };
    readonly spec: { readonly nodeName: string };
  };
  return items
    .filter(({ metadata }: Pod) => metadata.deletionTimestamp === undefined)
    .map(({ spec }: Pod) => spec.nodeName)
    .sort();
}
