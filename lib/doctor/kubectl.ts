import type { Any } from './seen';

/** Gives what kubectl prints, `input` being what it reads; undefined where it fails. */
export type Kubectl = (words: readonly string[], input?: string) => string | undefined;

/** Ways to ask kubectl, each answering undefined where nothing may be seen. No kind of one place is asked for twice. */
export function questions(kubectl: Kubectl) {
  const json = (...words: string[]): Any => parsed(kubectl(words[1] === '--raw' ? words : [...words, '-o', 'json']));
  const asked = new Map<string, readonly Any[] | undefined>();
  const list = (...words: string[]): readonly Any[] | undefined => {
    const key = words.join(' ');
    if (!asked.has(key)) asked.set(key, json(...words)?.items);
    return asked.get(key);
  };
  const everywhere = (resource: string) => list('get', resource, '--all-namespaces');
  return {
    json,
    lines: (...words: string[]) => kubectl(words)?.split('\n').filter(Boolean),
    everywhere,
    /** Of the whole cluster's list where that was seen already. */
    inPlace(resource: string, namespace: string): readonly Any[] | undefined {
      const all = asked.get(`get ${resource} --all-namespaces`);
      return all?.filter(({ metadata }) => metadata.namespace === namespace) ?? list('-n', namespace, 'get', resource);
    },
  };
}

/** Undefined for what is no JSON. */
export function parsed(text: string | undefined): Any {
  if (text === undefined) return undefined;
  // What `--ignore-not-found` prints of something that is not there.
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
