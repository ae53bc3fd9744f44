import type { Objects } from '../review/objects';
import { counted } from './progress';
import { outputOf } from './tool';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What kubectl applied last, as it wrote it down itself. */
export function liveObjects(after: Objects): Objects {
  const asking = counted('asking kubectl', after.size);
  return new Map(
    [...after].flatMap(([id, held]) => {
      const { kind, apiVersion, metadata } = held.json;
      const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
      const place = metadata.namespace === undefined ? [] : ['-n', metadata.namespace];
      const words = [...place, 'get', `${kind.toLowerCase()}${group}`, metadata.name];
      const text = asking(words.join(' '), () =>
        outputOf('kubectl', 'https://kubernetes.io', [...words, '--ignore-not-found', '-o', 'json']),
      );
      const applied = text === '' ? undefined : JSON.parse(text).metadata.annotations?.[lastApplied];
      return applied === undefined ? [] : [[id, { ...held, json: withoutNote(JSON.parse(applied)) }] as const];
    }),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: any object
function withoutNote(object: any) {
  const { annotations, ...metadata } = object.metadata;
  const own = Object.keys(annotations ?? {}).length > 0 ? { annotations } : {};
  return { ...object, metadata: { ...metadata, ...own } };
}
