import * as v from 'valibot';

/** A schema with the sentence that editors and the reference page show. */
export function about<const S extends v.GenericSchema>(
  schema: S,
  description: string,
): v.SchemaWithPipe<readonly [S, v.DescriptionAction<v.InferOutput<S>, string>]> {
  return v.pipe(schema, v.description(description));
}

/** A map whose keys are all known: anything else is a finding, with the nearest known key. */
export function fields<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, (issue) =>
    issue.expected === 'never' ? 'unknown key' : 'allowed: a map of keys and values',
  );
}
