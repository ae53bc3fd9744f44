import { looksSecret } from '../site/secret-values';
import type { Law } from './law';
import { containersOf, podTemplates } from './pods';

export const secretValues: Law = {
  name: 'audit/secret-values',
  why: 'no secret value stands in the output, which people commit to git',
  *check({ objects }) {
    for (const object of objects) {
      if (object.json.kind === 'Secret') yield { object, message: 'a Secret is rendered; allowed: references only' };
      for (const text of strings(object.json)) {
        const what = looksSecret(text);
        if (what !== undefined) yield { object, message: `holds what looks like ${what}` };
      }
    }
    for (const pod of podTemplates(objects)) {
      for (const container of containersOf(pod)) {
        for (const { name, value } of (container.env ?? []) as { name: string; value?: string }[]) {
          if (value !== undefined && /(PASSWORD|_PASS|SECRET(_KEY)?(_BASE)?|TOKEN|PRIVATE_KEY)$/.test(name)) {
            yield {
              object: pod.owner,
              message: `${name} stands in the pod as a value; allowed: a reference to a Secret`,
            };
          }
        }
      }
    }
  },
};

function strings(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') found.push(value);
  else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) strings(one, found);
  return found;
}
