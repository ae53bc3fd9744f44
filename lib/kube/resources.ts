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
