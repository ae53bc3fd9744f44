import { until } from '../../cluster/command';
import type { Kubectl } from '../../cluster/kubectl';
import { namespace } from './site';

/** How a Job ended, once it has. */
export async function endOf(kubectl: Kubectl, job: string, seconds = 300): Promise<string> {
  return until(`job ${job} to end`, seconds, async () => {
    const { status } = await kubectl.json('get', 'job', job, '--namespace', namespace);
    const ended = (status.conditions ?? []).find(
      (one: { type: string; status: string }) => one.status === 'True' && /^(Complete|Failed)$/.test(one.type),
    );
    return ended?.type;
  });
}

export interface Step {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'ended';
  readonly code: number | undefined;
  /** Unit: ms since 1970, of whole seconds. */
  readonly started: number;
  readonly finished: number;
}

export interface JobPod {
  readonly name: string;
  readonly node: string | undefined;
  readonly steps: readonly Step[];
}

/** Pods of a Job, oldest first, with their steps in order. */
export async function podsOfJob(kubectl: Kubectl, job: string): Promise<JobPod[]> {
  const selector = `batch.kubernetes.io/job-name=${job}`;
  const { items } = await kubectl.json('get', 'pods', '--namespace', namespace, '--selector', selector);
  // biome-ignore lint/suspicious/noExplicitAny: any Pod
  const pods = items.map(({ metadata, spec, status }: any) => ({
    name: metadata.name,
    created: metadata.creationTimestamp,
    node: spec.nodeName,
    steps: [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map(step),
  }));
  return pods.sort((one: { created: string }, other: { created: string }) => one.created.localeCompare(other.created));
}

// biome-ignore lint/suspicious/noExplicitAny: any container's status
function step({ name, state = {} }: any): Step {
  const { terminated, running } = state;
  return {
    name,
    state: terminated ? 'ended' : running ? 'running' : 'waiting',
    code: terminated?.exitCode,
    started: Date.parse(terminated?.startedAt ?? running?.startedAt ?? ''),
    finished: Date.parse(terminated?.finishedAt ?? ''),
  };
}

/** Waits until a step of a Job's newest pod is under way, or over. */
export async function reached(kubectl: Kubectl, job: string, name: string, states: Step['state'][], seconds = 120) {
  return until(
    `step ${name} of job ${job}`,
    seconds,
    async () => {
      const pod = (await podsOfJob(kubectl, job)).at(-1);
      const found = pod?.steps.find((one) => one.name === name);
      return pod && found && states.includes(found.state) ? { pod, step: found } : undefined;
    },
    50,
  );
}
