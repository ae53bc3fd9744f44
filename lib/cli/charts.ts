import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChartObjects, chartObjects } from '../review/chart-objects';
import { type Bump, bumps, type ChartUse, chartsIn } from '../review/chart-uses';
import { bumpText, type ChartFailure, type ChartReview, type ChartReviews, reviewChart } from '../review/charts';
import { ChartPlaces } from './chart-places';
import { InputError } from './errors';
import { helm } from './helm';
import { readable } from './load';
import { counted } from './progress';
import type { Files } from './rendered';
import { inTemporaryFolder } from './temporary';

/**
 * What two rendered sites' charts make, by the person's helm. One that can't be had or rendered is told as such, the others go on.
 * @param folder holds charts as <chart>-<version>.tgz, <chart>-<version>/ or <chart>/; what it has not is fetched
 * @throws {InputError} without helm, where there is something to render
 */
export function reviewCharts(before: Files, after: Files, folder: string | undefined): ChartReviews {
  if (folder !== undefined && !existsSync(folder))
    throw new InputError(`--chart-folder ${folder}: no such folder: make it, or leave it out`);
  const { changed, ...others } = readable(() => bumps(chartsIn(before), chartsIn(after)));
  const judged = changed.length === 0 ? [] : byHelm(changed, folder);
  return {
    ...others,
    reviewed: judged.flatMap((one) => ('failed' in one ? [] : [one])),
    failed: judged.flatMap((one) => ('failed' in one ? [one] : [])),
  };
}

function byHelm(changed: readonly Bump[], folder: string | undefined): (ChartReview | ChartFailure)[] {
  helm('version', '--short');
  const rendering = counted('rendering charts', changed.length);
  return inTemporaryFolder('mammut-charts-', (work) => {
    const places = new ChartPlaces(folder, work);
    return changed.map((bump) =>
      rendering(bumpText(bump), () => judged(bump, (use) => rendered(use, places.of(use), join(work, 'values.yaml')))),
    );
  });
}

function judged(bump: Bump, render: (use: ChartUse) => ChartObjects): ChartReview | ChartFailure {
  try {
    return reviewChart(bump, render(bump.before), render(bump.before), render(bump.after));
  } catch (error) {
    if (error instanceof InputError) return { ...bump, failed: error.message };
    throw error;
  }
}

function rendered({ release, namespace, values }: ChartUse, place: string, file: string): ChartObjects {
  writeFileSync(file, values, { mode: 0o600 });
  const text = helm('template', release, place, '--namespace', namespace, '--include-crds', '--values', file);
  return readable(() => chartObjects(text));
}
