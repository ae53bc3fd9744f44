import { renderedAgain } from '../review/again';
import { verdictWith } from '../review/charts';
import { objectsIn, Reader } from '../review/objects';
import { causesOf, review, type Verdict } from '../review/review';
import { reviewText } from '../review/text';
import { reviewCharts } from './charts';
import { paintFor } from './colour';
import { InputError } from './errors';
import { liveObjects } from './live';
import { readable } from './load';
import { json } from './print';
import { filesIn, filesOf, isFolder } from './rendered';

export interface ReviewOptions {
  readonly format: 'text' | 'markdown' | 'json';
  /** Also what bumped charts make, by the person's helm. */
  readonly charts: boolean;
  readonly chartFolder: string | undefined;
}

/** A comment of GitHub's and GitLab's holds no more. */
const longestComment = 65_000;

const exitCodes: Readonly<Record<Verdict | 'unknown', number>> = {
  none: 0,
  safe: 3,
  restarts: 4,
  destructive: 5,
  unknown: 6,
};

/**
 * What applying NEW in place of OLD does.
 * @param old a rendered folder, `cluster`, or a git revision of the new folder
 * @returns 0 nothing changes, 3 safe, 4 pods restart, 5 destructive, 6 a chart could not be judged
 */
export function reviewCommand(old: string, young: string, options: ReviewOptions): number {
  const { format } = options;
  const isLive = old === 'cluster' && !isFolder(old);
  refuseNeedless(isLive, options);
  if (!isFolder(young))
    throw new InputError(`${young} is no rendered folder: render it by \`mammut synth\`, or name one like dist/home`);
  const reader = new Reader();
  const youngFiles = filesIn(young);
  const after = readable(() => objectsIn(youngFiles, reader));
  if (after.size === 0) throw new InputError(`${young} holds no rendered object: name a site's folder, like dist/home`);
  const oldFiles = isLive ? undefined : filesOf(old, young);
  const before = oldFiles === undefined ? liveObjects(after) : readable(() => objectsIn(oldFiles, reader));
  const charts =
    options.charts && oldFiles !== undefined ? reviewCharts(oldFiles, youngFiles, options.chartFolder) : undefined;
  const found = review(before, after);
  // Of a cluster only that is asked for which the new objects name.
  const again = found.verdict === 'none' || isLive ? undefined : renderedAgain(before);
  const causes = again && causesOf(before, again, after);
  const verdict = charts === undefined ? found.verdict : verdictWith(found.verdict, charts);
  process.stdout.write(
    format === 'json'
      ? json({ ...found, verdict, causes, charts })
      : reviewText(found, {
          ...{ causes, charts, paint: paintFor(process.stdout) },
          ...(format === 'markdown' && { markdown: true, limit: longestComment }),
        }),
  );
  return exitCodes[verdict];
}

function refuseNeedless(isLive: boolean, { charts, chartFolder }: ReviewOptions): void {
  if (!charts && chartFolder !== undefined)
    throw new InputError('--chart-folder is of use with --charts alone: add that');
  if (charts && isLive)
    throw new InputError('--charts compares two renderings: name a folder or a git revision in place of cluster');
}
