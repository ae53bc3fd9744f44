import type { Law } from './law';
import { podTemplates, selects } from './pods';

export const disruption: Law = {
  name: 'audit/disruption',
  why: 'every PodDisruptionBudget selects pods and lets one of them go; otherwise a node can never be drained',
  *check({ objects, requirements, site }) {
    const made = requirements.flatMap(({ provides }) => provides?.pods ?? []);
    const pods = podTemplates(objects);
    for (const object of objects.filter((one) => one.json.kind === 'PodDisruptionBudget')) {
      const { selector, maxUnavailable, minAvailable } = object.json.spec;
      const selected = pods.filter(
        (pod) => pod.namespace === object.json.metadata.namespace && selects(selector?.matchLabels, pod.labels),
      );
      const byChart = made.filter(
        ({ labels }) => object.json.metadata.namespace === site.namespace && selects(selector?.matchLabels, labels),
      );
      const replicas =
        selected.reduce((sum, pod) => sum + (pod.owner.json.spec.replicas ?? 1), 0) +
        byChart.reduce((sum, { instances }) => sum + instances, 0);
      const found = selected.length + byChart.length;
      if (found === 0) yield { object, message: 'selects no rendered pod' };
      if (minAvailable !== undefined)
        yield { object, message: 'counts by minAvailable; maxUnavailable: 1 stays true when replicas change' };
      if (typeof maxUnavailable !== 'number' || maxUnavailable < 1)
        yield { object, message: `lets ${maxUnavailable} pods go; at least 1 must` };
      if (found > 0 && replicas < 2) yield { object, message: 'guards a single pod, which then can never be drained' };
      if (object.json.spec.unhealthyPodEvictionPolicy !== 'AlwaysAllow')
        yield { object, message: 'keeps pods that are not healthy from being evicted' };
    }
  },
};
