import type { KubeObject, OutputObject } from '../output/objects';

/** A pod template and the object it belongs to. */
export interface PodTemplate {
  readonly owner: OutputObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: a PodSpec as JSON
  readonly spec: any;
}

/** Every pod template among the objects, CronJobs' included. */
export function podTemplates(objects: readonly OutputObject[]): PodTemplate[] {
  return objects.flatMap((owner) => {
    const template = templateOf(owner.json);
    return template
      ? [
          {
            owner,
            namespace: owner.json.metadata.namespace ?? 'default',
            labels: template.metadata?.labels ?? {},
            spec: template.spec,
          },
        ]
      : [];
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a PodTemplateSpec as JSON
function templateOf(json: KubeObject): any {
  switch (json.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return json.spec?.template;
    case 'CronJob':
      return json.spec?.jobTemplate?.spec?.template;
    default:
      return undefined;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a Container as JSON
export function containersOf(pod: PodTemplate): any[] {
  return [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])];
}

/** Whether a label selector in matchLabels form selects these labels. */
export function selects(
  selector: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector ?? {}).every(([label, value]) => labels[label] === value);
}
