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

/** Copies only what changes, and changes nothing: parts of an object may stand in others too. */
function withoutEmptyLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return eachWithout(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let kept: Record<string, unknown> | undefined;
  for (const key in fields) {
    const one = fields[key];
    const isEmpty = Array.isArray(one) && one.length === 0;
    const stays = isEmpty ? undefined : withoutEmptyLists(one);
    if (stays === one) continue;
    kept ??= { ...fields };
    if (isEmpty) delete kept[key];
    else kept[key] = stays;
  }
  return kept ?? fields;
}

function eachWithout(items: readonly unknown[]): readonly unknown[] {
  let kept: unknown[] | undefined;
  for (const [index, one] of items.entries()) {
    const stays = withoutEmptyLists(one);
    if (stays === one) continue;
    kept ??= [...items];
    kept[index] = stays;
  }
  return kept ?? items;
}
