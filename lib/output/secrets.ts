import type { SecretNeed } from '../site/room';
import { toYaml } from './yaml';

/** secrets.required.yaml: names, keys and readers; never a value. */
export function requiredSecrets(secrets: readonly SecretNeed[]): string {
  return toYaml(
    {
      secrets: secrets.map(({ name, namespace, madeBy, keys }) => ({
        name,
        namespace,
        madeBy,
        keys: keys.map(({ key, what, readBy }) => ({ key, what, readBy: [...readBy] })),
      })),
    },
    { header: 'secrets that must exist; no value ever stands here' },
  );
}
