import type { Audited, Law } from './law';
import { podTemplates, selects } from './pods';

/** Pods that operators make in our namespace, or that the rooms' connections name in another: addons, charts. */
function madeElsewhere(
  selector: Readonly<Record<string, string>>,
  namespace: string | undefined,
  { site, connections }: Audited,
): boolean {
  if (namespace === site.namespace) return 'cnpg.io/cluster' in selector;
  return connections
    .flatMap(({ from, to }) => [from, to])
    .some((peer) => peer.kind === 'pods' && peer.namespace === namespace && selects(selector, peer.labels));
}

export const services: Law = {
  name: 'audit/services',
  why: 'every Service port reaches a container port through a selector that matches a rendered pod; anything else answers nobody',
  *check(audited) {
    const { objects } = audited;
    const pods = podTemplates(objects);
    for (const object of objects.filter((one) => one.json.kind === 'Service')) {
      const { selector, ports = [], type } = object.json.spec;
      if (type === 'ExternalName') continue;
      const { namespace } = object.json.metadata;
      const reached = pods.filter(
        (pod) => pod.namespace === namespace && selector !== undefined && selects(selector, pod.labels),
      );
      if (reached.length === 0) {
        if (!madeElsewhere(selector ?? {}, namespace, audited))
          yield { object, message: `selects no rendered pod: ${JSON.stringify(selector)}` };
        continue;
      }
      for (const port of ports) {
        const target = port.targetPort ?? port.port;
        const open = reached.every((pod) =>
          (pod.spec.containers ?? []).some((container: { ports?: { name?: string; containerPort: number }[] }) =>
            container.ports?.some((one) => one.name === target || one.containerPort === target),
          ),
        );
        if (!open)
          yield {
            object,
            message: `port ${port.name ?? port.port} leads to ${target}, which no container of the selected pods has`,
          };
      }
    }
  },
};
