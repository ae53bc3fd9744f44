import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { cpu, quantity } from '../site/values';

/** Two sizes that are known to work; anything else is overridden per component. */
export type Profile = 'small' | 'normal';

/** What one pod is promised and where it is stopped. Units: Kubernetes quantities. CPU is never limited: throttling fails probes. */
export interface Resources {
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
}

export const resourcesSchema = about(
  v.optional(
    fields({
      cpu: about(v.optional(cpu()), 'CPU that one pod is promised'),
      memory: about(v.optional(quantity()), 'memory that one pod is promised'),
      memoryLimit: about(v.optional(quantity()), 'memory at which one pod is stopped'),
    }),
  ),
  "requests and limits; the default comes from the site's profile",
);

export type DeclaredResources = v.InferOutput<typeof resourcesSchema>;

export function resolveResources(
  declared: DeclaredResources,
  profiles: Readonly<Record<Profile, Resources>>,
  profile: Profile,
): Resources {
  return { ...profiles[profile], ...declared };
}

/** The `resources` field of a container. */
export function resourceFields(resources: Resources) {
  return {
    requests: { cpu: resources.cpu, memory: resources.memory },
    limits: { memory: resources.memoryLimit },
  };
}

/**
 * What every packet or decision waits for asks for some CPU. A pod without a request gets what the others leave, on a busy node
 * nothing for seconds: MetalLB's speakers then take the node for dead and move the address under everybody's connections.
 * Seen on the test bed: 22 of 1,437 requests failed during an upgrade.
 */
export const neverStarved = { requests: { cpu: '100m', memory: '128Mi' } } as const;

/** The same for DaemonSets of a namespace that an addon has made. */
export function neverStarvedCommand(namespace: string, which: string): string {
  const { cpu, memory } = neverStarved.requests;
  return `kubectl -n ${namespace} set resources ${which} --requests=cpu=${cpu},memory=${memory}`;
}
