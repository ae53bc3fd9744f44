type Labels = Readonly<Record<string, string>>;

/** One requirement of a label selector or of a node affinity, as JSON. */
export interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly Expression[];
}

type Fits = (value: string | undefined, values: readonly string[]) => boolean;

/** Source: kubernetes, staging/src/k8s.io/apimachinery/pkg/labels, Requirement.Matches. */
const operators: Readonly<Record<string, Fits>> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
  Gt: (value, [limit]) => value !== undefined && Number(value) > Number(limit),
  Lt: (value, [limit]) => value !== undefined && Number(value) < Number(limit),
};

/** Whether these labels are selected; a selector that says nothing takes all. */
export function isSelected(labels: Labels, { matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => operators[operator]?.(labels[key], values) ?? false)
  );
}

/** For people. Shape: `disk=ssd`, `kubernetes.io/hostname In alpha, beta`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => `${key} ${operator} ${values.join(', ')}`.trim()),
  ].join(' and ');
}
