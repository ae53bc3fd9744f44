import type { OutputObject } from './objects';

/** One line per object, sorted: a deleted line is a deleted object. */
export function inventory(objects: readonly OutputObject[]): string {
  const lines = objects.map(({ file, from, json }) =>
    JSON.stringify({
      apiVersion: json.apiVersion,
      kind: json.kind,
      ...(json.metadata.namespace === undefined ? {} : { namespace: json.metadata.namespace }),
      name: json.metadata.name,
      file,
      from,
    }),
  );
  return `[\n${lines.sort().join(',\n')}\n]\n`;
}
