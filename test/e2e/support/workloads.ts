import type { Kubectl } from '../../cluster/kubectl';
import { namespace } from './site';

interface Pod {
  readonly name: string;
  readonly component: string;
  readonly node: string | undefined;
  readonly ready: boolean;
  readonly ended: boolean;
  readonly restarts: number;
  readonly deleting: boolean;
  /** When the first of its containers that run began to; the API tells whole seconds. Unit: ms since 1970. */
  readonly runningSince: number;
}

/** The pods of Mastodon's namespace, by what matters here. */
export async function podsOf(kubectl: Kubectl): Promise<Pod[]> {
  const { items } = await kubectl.json('get', 'pods', '--namespace', namespace);
  // biome-ignore lint/suspicious/noExplicitAny: any Pod
  return items.map(({ metadata, spec, status }: any) => {
    const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    return {
      name: metadata.name,
      component: metadata.labels?.['app.kubernetes.io/component'] ?? metadata.labels?.['app.kubernetes.io/name'],
      node: spec.nodeName,
      // biome-ignore lint/suspicious/noExplicitAny: any condition
      ready: (status.conditions ?? []).some((one: any) => one.type === 'Ready' && one.status === 'True'),
      ended: ['Succeeded', 'Failed'].includes(status.phase),
      restarts: containers.reduce((sum: number, one: { restartCount: number }) => sum + one.restartCount, 0),
      deleting: metadata.deletionTimestamp !== undefined,
      runningSince: Math.min(
        ...(status.containerStatuses ?? []).map((one: { state: { running?: { startedAt: string } } }) =>
          Date.parse(one.state.running?.startedAt ?? '1970-01-01'),
        ),
      ),
    };
  });
}

/** Pods that the API still calls running though their machine was off: nobody has said otherwise yet. */
export async function notYetRestarted(kubectl: Kubectl, since: number): Promise<string[]> {
  const pods = await podsOf(kubectl);
  return pods.filter(({ ended, runningSince }) => !ended && runningSince < since).map(({ name }) => name);
}

/** Workloads that have fewer pods ready than they declare, as `deployment/web 1 of 2`. */
export async function unfinished(kubectl: Kubectl): Promise<string[]> {
  const { items } = await kubectl.json('get', 'deployments,statefulsets', '--namespace', namespace);
  return (
    items
      // biome-ignore lint/suspicious/noExplicitAny: any workload
      .map(({ kind, metadata, spec, status }: any) => ({
        name: `${kind.toLowerCase()}/${metadata.name}`,
        wanted: spec.replicas,
        there: (kind === 'Deployment' ? status.availableReplicas : status.readyReplicas) ?? 0,
        observed: status.observedGeneration === metadata.generation && (status.updatedReplicas ?? 0) >= spec.replicas,
      }))
      // biome-ignore lint/suspicious/noExplicitAny: see above
      .filter(({ wanted, there, observed }: any) => there < wanted || !observed)
      // biome-ignore lint/suspicious/noExplicitAny: see above
      .map(({ name, wanted, there }: any) => `${name} ${there} of ${wanted}`)
  );
}
