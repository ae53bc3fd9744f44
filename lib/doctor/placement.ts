import { isSelected, type LabelSelector, selectorText } from '../kube/selector';
import type { KubeObject } from '../output/objects';
import type { Any } from './seen';

/** What an object wants of a node: that one of these selects it. */
export interface Want {
  /** Shape: `Deployment web`. */
  readonly who: string;
  readonly oneOf: readonly LabelSelector[];
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** Each way to say it, in pods and in custom resources, by the key that it stands under. */
const ways: Readonly<Record<string, (value: Any) => readonly LabelSelector[]>> = {
  nodeSelector: (labels) => [{ matchLabels: labels }],
  nodeSelectorTerms: (terms) => terms,
  nodeSelectors: (selectors) => selectors,
};

export function wantsOf({ kind, metadata, ...rest }: KubeObject): Want[] {
  const who = `${kind} ${metadata.name}`;
  return Object.entries(ways).flatMap(([key, read]) =>
    valuesUnder(key, rest).map((value) => ({ who, oneOf: read(value) })),
  );
}

export const isMet = ({ oneOf }: Want, labels: Readonly<Record<string, string>>): boolean =>
  oneOf.some((one) => isSelected(labels, one));

/** Shape: `disk=ssd`. */
export const wantText = ({ oneOf }: Want): string => oneOf.map(selectorText).join(', or ');

/** Labels by whose values pods are spread or kept together. */
export const topologiesOf = (object: KubeObject): string[] => valuesUnder('topologyKey', object).map(String);

export const tolerationsOf = (object: KubeObject): Toleration[] => valuesUnder('tolerations', object).flat();

/** Source: kubernetes, staging/src/k8s.io/api/core/v1/toleration.go, ToleratesTaint. */
export function tolerates(
  { key = '', operator = 'Equal', value = '', effect = '' }: Toleration,
  taint: Taint,
): boolean {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (key !== '' && value === (taint.value ?? ''));
}

/** Shape: `dedicated=storage:NoSchedule`. */
export const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`;

/** Whatever stands under a key, however deep. */
function valuesUnder(key: string, value: unknown, found: Any[] = []): Any[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, one] of Object.entries(value)) {
    if (name === key) found.push(one);
    else valuesUnder(key, one, found);
  }
  return found;
}
