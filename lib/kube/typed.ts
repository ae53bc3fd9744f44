import * as k8s from './k8s';
import { type Resources, resourceFields } from './resources';

/**
 * Plain fields as the generated classes want them. They drop a quantity that is a string without a word,
 * so everything that was built as plain data goes through here.
 */

type Plain = Readonly<Record<string, unknown>>;
type PlainQuantities = Readonly<Record<string, string>>;

const quantity = (plain: unknown) => k8s.Quantity.fromString(String(plain));

const quantities = (plain: PlainQuantities | undefined) =>
  plain && Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, quantity(value)]));

/** The `resources` field of a container. */
export function typedResources(resources: Resources): k8s.ResourceRequirements {
  const { requests, limits } = resourceFields(resources);
  return { requests: quantities(requests), limits: quantities(limits) };
}

/** Containers whose `resources` are plain strings, e.g. of the mount guard. */
export function typedContainers(plain: readonly object[]): k8s.Container[] {
  return (plain as readonly Plain[]).map((container) => {
    const { requests, limits } = (container.resources ?? {}) as {
      requests?: PlainQuantities;
      limits?: PlainQuantities;
    };
    return {
      ...(container as unknown as k8s.Container),
      resources: { requests: quantities(requests), limits: quantities(limits) },
    };
  });
}

/** Volumes whose `emptyDir.sizeLimit` is a plain string. */
export function typedVolumes(plain: readonly object[]): k8s.Volume[] {
  return (plain as readonly Plain[]).map((volume) => {
    const { sizeLimit, ...emptyDir } = (volume.emptyDir ?? {}) as Plain;
    const typed = volume as unknown as k8s.Volume;
    return sizeLimit === undefined ? typed : { ...typed, emptyDir: { ...emptyDir, sizeLimit: quantity(sizeLimit) } };
  });
}

/**
 * A folder that a container may write although its root filesystem is read-only.
 * @param memory held in memory; counts towards the container's memory limit
 */
export function scratch(name: string, sizeLimit: string, memory = false): k8s.Volume {
  return { name, emptyDir: { ...(memory && { medium: 'Memory' }), sizeLimit: quantity(sizeLimit) } };
}
