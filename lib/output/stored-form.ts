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

/** In place: it is called with what nobody else holds, and a copy of every object costs more than all other steps. */
function withoutEmptyLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const one of value) withoutEmptyLists(one);
    return value;
  }
  const map = value as Record<string, unknown>;
  for (const key in map) {
    const one = map[key];
    if (Array.isArray(one) && one.length === 0) delete map[key];
    else withoutEmptyLists(one);
  }
  return map;
}
