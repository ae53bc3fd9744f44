import type { Judged } from './effects';
import type { FieldChange } from './fields';

// CustomResourceDefinitions: they define kinds, and whoever changes them changes all objects of a kind.

/** Source: kubernetes, pkg/apis/apiextensions/validation, ValidateCustomResourceDefinitionStoredVersions. */
export function versionGone({ path, after }: FieldChange): Judged | undefined {
  return path[0] === 'spec' && path[1] === 'versions' && path.length === 3 && after === undefined
    ? { effect: 'refused', why: `version ${path[2]} is gone, which is refused where an object was ever stored in it` }
    : undefined;
}

/** A schema has a thousand fields; that it is another one is what a person can use. */
export function schemasOnce(kind: string, changes: readonly FieldChange[]): readonly FieldChange[] {
  if (kind !== 'CustomResourceDefinition') return changes;
  const schemas = changes.filter(({ path }) => path.includes('openAPIV3Schema'));
  const versions = new Set(schemas.map(({ path }) => path[2] ?? ''));
  return [
    ...changes.filter((one) => !schemas.includes(one)),
    ...[...versions].map((name) => ({ path: ['spec', 'versions', name, 'schema'], before: 'old', after: 'new' })),
  ];
}
