/**
 * An object as the API server stores it, as far as kubectl would otherwise send it again at every apply and say
 * `configured` where nothing changes: empty lists are left out, and claim templates carry what the server adds to them.
 */
export function storedForm<T>(json: T): T {
  const stored = withoutEmptyLists(json) as { kind?: string; spec?: { volumeClaimTemplates?: ClaimTemplate[] } };
  if (stored.kind !== 'StatefulSet' || stored.spec?.volumeClaimTemplates === undefined) return stored as T;
  return {
    ...stored,
    spec: { ...stored.spec, volumeClaimTemplates: stored.spec.volumeClaimTemplates.map(completed) },
  } as T;
}

interface ClaimTemplate {
  readonly spec: object;
}

function completed(template: ClaimTemplate): ClaimTemplate {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...template,
    spec: { volumeMode: 'Filesystem', ...template.spec },
    status: { phase: 'Pending' },
  } as ClaimTemplate;
}

function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => !(Array.isArray(one) && one.length === 0));
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutEmptyLists(one)]));
}
