import { loadAll } from 'js-yaml';
import { identityOf, type KubeObject } from '../output/objects';
import type { Held, Objects } from './objects';

/** What `helm template --include-crds` prints of a chart. */
export interface ChartObjects {
  readonly objects: Objects;
  /** What helm starts at an upgrade, and deletes again. */
  readonly hooks: readonly Held[];
}

/** @param text documents, each below a line `# Source: <file of the chart>` */
export function chartObjects(text: string): ChartObjects {
  const all = documents(text)
    .filter(({ json }) => typeof json?.kind === 'string' && json.metadata?.name !== undefined)
    .map(withoutValues);
  const hooks = all.filter(isHook);
  return {
    objects: new Map(all.filter((one) => !hooks.includes(one)).map((one) => [identityOf(one.json), one])),
    hooks: hooks.filter(isOfUpgrade),
  };
}

function documents(text: string): Held[] {
  let file = '';
  return text.split(/^---(?=\s|$)/m).flatMap((part) => {
    // A file of crds/ may hold several documents, and says its name once.
    file = /^# Source: (.+)$/m.exec(part)?.[1] ?? file;
    const found = loadAll(part, undefined, { json: true, filename: file }) as (KubeObject | null)[];
    return found.flatMap((json) => (json === null ? [] : itemsOf(json).map((one) => ({ file, json: one }))));
  });
}

const itemsOf = (json: KubeObject): readonly KubeObject[] =>
  String(json.kind).endsWith('List') && Array.isArray(json.items) ? json.items : [json];

const annotation = ({ json }: Held, name: string): string => json.metadata.annotations?.[`helm.sh/${name}`] ?? '';
const isHook = (one: Held) => annotation(one, 'hook') !== '';
const isOfUpgrade = (one: Held) => /upgrade/.test(annotation(one, 'hook'));

/** Nobody's secret is shown; that a key comes or goes is. */
function withoutValues({ file, json }: Held): Held {
  if (json.kind !== 'Secret') return { file, json };
  const hidden = (values: object = {}) => Object.fromEntries(Object.keys(values).map((key) => [key, '(not shown)']));
  const { data, stringData, ...rest } = json;
  return { file, json: { ...rest, data: hidden({ ...data, ...stringData }) } as KubeObject };
}

/** Definitions of a chart's crds/ are installed once: `helm upgrade` neither changes nor deletes them. */
export const isInstalledOnce = ({ file }: Held): boolean => /(^|\/)crds\//.test(file) && !file.includes('/templates/');

/** What stays when a chart no longer has it. */
export const isKept = (one: Held): boolean => isInstalledOnce(one) || annotation(one, 'resource-policy') === 'keep';
