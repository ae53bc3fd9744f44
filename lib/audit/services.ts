import type { Law } from './law';
import { podTemplates, selects } from './pods';

/** Labels of pods that addons, charts and operators make; the rooms' connections name the same. */
const madeElsewhere = (labels: Readonly<Record<string, string>>) =>
  'cnpg.io/cluster' in labels || labels['app.kubernetes.io/name'] === 'traefik' || 'app.kubernetes.io/managed-by' in labels;

export const services: Law = {
  name: 'audit/services',
  why: 'every Service port reaches a container port through a selector that matches a rendered pod; anything else answers nobody',
  *check({ objects }) {
    const pods = podTemplates(objects);
    for (const object of objects.filter((one) => one.json.kind === 'Service')) {
      const { selector, ports = [], type } = object.json.spec;
      if (type === 'ExternalName') continue;
      const { namespace } = object.json.metadata;
      const reached = pods.filter((pod) => pod.namespace === namespace && selector !== undefined && selects(selector, pod.labels));
      if (reached.length === 0) {
        if (!madeElsewhere(selector ?? {})) yield { object, message: `selects no rendered pod: ${JSON.stringify(selector)}` };
        continue;
      }
      for (const port of ports) {
        const target = port.targetPort ?? port.port;
        const open = reached.every((pod) =>
          (pod.spec.containers ?? []).some((container: { ports?: { name?: string; containerPort: number }[] }) =>
            container.ports?.some((one) => one.name === target || one.containerPort === target),
          ),
        );
        if (!open) yield { object, message: `port ${port.name ?? port.port} leads to ${target}, which no container of the selected pods has` };
      }
    }
  },
};
