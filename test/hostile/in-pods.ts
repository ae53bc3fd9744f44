import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputObject } from '../../lib/output/objects';
import type { Container } from './rendered';
import { typed } from './type';

// biome-ignore lint/suspicious/noExplicitAny: pods of all kinds, read field by field
type Plain = any;

/** A container that starts a shell, with what its pod mounts and sets. */
export interface ShellContainer {
  readonly name: string;
  readonly container: Container;
  readonly volumes: readonly Plain[];
}

export function shellsIn(objects: readonly OutputObject[]): ShellContainer[] {
  return objects.flatMap(({ json, file }) =>
    podsIn(json).flatMap(({ initContainers = [], containers, volumes = [] }) =>
      [...initContainers, ...containers]
        .filter((container: Container) => /^(ba)?sh$/.test(wordsOf(container)[0] ?? ''))
        .map((container: Container) => ({ name: `${file} ${container.name}`, container, volumes })),
    ),
  );
}

function podsIn(value: unknown): Plain[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('containers' in value && Array.isArray(value.containers)) return [value];
  return Object.values(value).flatMap(podsIn);
}

const wordsOf = ({ command = [], args = [] }: Container) => [...command, ...args];

/** What the container's shell starts: with its files and settings, but below a folder of ours, and no program but bash. */
export function startedIn({ container, volumes }: ShellContainer, objects: readonly OutputObject[]): string[] {
  const root = mkdtempSync(join(tmpdir(), 'mammut-pod-'));
  try {
    const mounts = (container.volumeMounts ?? []) as Plain[];
    const places = [...mounts.map(({ mountPath }) => mountPath as string), '/dev/termination-log', '/tmp'];
    const moved = (text: string) => below(root, places, text);
    const maps = new Map(
      objects.filter(({ json }) => json.kind === 'ConfigMap').map(({ json }) => [json.metadata.name, json.data]),
    );
    for (const { name, mountPath } of mounts) {
      mkdirSync(join(root, mountPath), { recursive: true });
      const volume = volumes.find((one) => one.name === name);
      const sources = [volume, ...(volume?.projected?.sources ?? [])].map((one) => one?.configMap?.name);
      for (const [file, text] of sources.flatMap((source) => Object.entries(maps.get(source) ?? {})))
        if (!String(text).includes('\0')) writeFileSync(join(root, mountPath, file), moved(String(text)));
    }
    mkdirSync(join(root, 'dev'), { recursive: true });
    const [, first = '', ...rest] = wordsOf(container);
    const inline = /^-e?u?c$/.test(first);
    const words = (inline ? ['-c', ...rest] : [first, ...rest]).map((one) => quoted(moved(one)));
    const block = `ulimit -t 5\n"$SHELL_ITSELF" ${words.join(' ')}\n`;
    return typed([block], env(container, maps, moved), filters, 200);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What scripts work out their files and numbers with. */
const filters = ['basename', 'cat', 'cut', 'date', 'dirname', 'grep', 'sed', 'seq', 'sort', 'tr', 'wc'];

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Longest first, and only where a path begins. */
function below(root: string, places: readonly string[], text: string): string {
  const any = [...places].sort((one, other) => other.length - one.length).map((place) => place.replaceAll('.', '\\.'));
  return text.replaceAll(new RegExp(`(?<![\\w./$}])(${any.join('|')})(?![\\w-])`, 'g'), `${root}$1`);
}

function env(
  { env: own = [], envFrom = [] }: Container & { envFrom?: Plain[] },
  maps: ReadonlyMap<string, Plain>,
  moved: (text: string) => string,
): Record<string, string> {
  const whole = envFrom.map(({ configMapRef }) => maps.get(configMapRef?.name) ?? {});
  const single = (own as Plain[]).map(({ name, value, valueFrom }) => [
    name,
    // Kubernetes takes $$ for one $.
    moved(
      value?.replaceAll('$$', '$') ??
        maps.get(valueFrom?.configMapKeyRef?.name)?.[valueFrom?.configMapKeyRef?.key] ??
        'x',
    ),
  ]);
  return Object.assign({}, ...whole, Object.fromEntries(single));
}
