import type { Law } from './law';
import { podTemplates, selects } from './pods';

export const selectors: Law = {
  name: 'audit/selectors',
  why: "a workload's selector equals labels of its own template and selects nobody else's pods; two controllers would fight over them",
  *check({ objects }) {
    const pods = podTemplates(objects);
    for (const pod of pods) {
      const selector = pod.owner.json.spec.selector?.matchLabels;
      if (pod.owner.json.kind === 'Job' || pod.owner.json.kind === 'CronJob') continue;
      if (selector === undefined || Object.keys(selector).length === 0) {
        yield { object: pod.owner, message: 'has no selector' };
        continue;
      }
      if (!selects(selector, pod.labels))
        yield { object: pod.owner, message: 'its selector does not match its own pods' };
      for (const other of pods) {
        if (other.owner !== pod.owner && other.namespace === pod.namespace && selects(selector, other.labels)) {
          yield {
            object: pod.owner,
            message: `its selector also takes the pods of ${other.owner.json.kind} ${other.owner.json.metadata.name}`,
          };
        }
      }
    }
  },
};
