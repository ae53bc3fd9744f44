import { load } from 'js-yaml';

/** A Helm chart as a rendered site requires it. */
export interface ChartUse {
  /** Name of the site's folder; empty where the folder is the site's own. */
  readonly site: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
  readonly release: string;
  readonly namespace: string;
  /** Text of its values file. */
  readonly values: string;
}

/** One chart in two versions, or with two values. */
export interface Bump {
  readonly before: ChartUse;
  readonly after: ChartUse;
}

export interface Bumps {
  /** Their version, their source or their values changed. */
  readonly changed: readonly Bump[];
  readonly same: readonly ChartUse[];
  readonly added: readonly ChartUse[];
  readonly removed: readonly ChartUse[];
}

const listOf = /^(?:([^/]+)\/)?requires\.yaml$/;

/** @param files path below a site's folder, or below the folder of several, → content */
export function chartsIn(files: ReadonlyMap<string, string>): ChartUse[] {
  return [...files].flatMap(([file, text]) => {
    const [whole, site = ''] = listOf.exec(file) ?? [];
    if (whole === undefined) return [];
    const { charts = [] } = (load(text, { filename: file }) ?? {}) as { charts?: readonly Record<string, string>[] };
    return charts.map((one) => ({
      ...{ site, chart: textOf(one.chart), version: textOf(one.version), repository: textOf(one.repository) },
      ...{ release: textOf(one.release), namespace: textOf(one.namespace) },
      values: files.get([site, one.values].filter(Boolean).join('/')) ?? '',
    }));
  });
}

/** Charts of two renderings: one is known by its release. */
export function bumps(old: readonly ChartUse[], young: readonly ChartUse[]): Bumps {
  const [before, after] = [byRelease(old), byRelease(young)];
  const both = [...after].flatMap(([id, use]) => {
    const was = before.get(id);
    return was === undefined ? [] : [{ before: was, after: use }];
  });
  return {
    changed: both.filter((one) => !isSame(one)),
    same: both.filter(isSame).map((one) => one.after),
    added: [...after].flatMap(([id, use]) => (before.has(id) ? [] : [use])),
    removed: [...before].flatMap(([id, use]) => (after.has(id) ? [] : [use])),
  };
}

const byRelease = (uses: readonly ChartUse[]) =>
  new Map(uses.map((use) => [[use.site, use.namespace, use.release].join('/'), use]));

/** Comments say why; they change nothing. */
function isSame({ before, after }: Bump): boolean {
  const content = (use: ChartUse) =>
    JSON.stringify([
      use.chart,
      use.version,
      use.repository,
      load(use.values, { filename: `the values of ${use.chart}` }) ?? {},
    ]);
  return content(before) === content(after);
}

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value));

/** How helm is told where a chart comes from. */
export const sourceOf = ({ chart, repository, version }: ChartUse): string[] =>
  repository.startsWith('oci://')
    ? [`${repository.replace(/\/$/, '')}/${chart}`, '--version', version]
    : [chart, '--repo', repository, '--version', version];
