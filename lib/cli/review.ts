import { verdictWith } from '../review/charts';
import { type Held, objectsIn, Reader, sitesIn } from '../review/objects';
import { review, type Verdict } from '../review/review';
import { reviewSites, type SitesReview } from '../review/sites';
import { reviewText } from '../review/text';
import { reviewCharts } from './charts';
import { paintFor } from './colour';
import { InputError } from './errors';
import { liveObjects } from './live';
import { readable } from './load';
import { json } from './print';
import { folderAt, isFolder, type RenderedFolder, renderedAt } from './rendered';

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
  const now = folderAt(young);
  const was = isLive ? undefined : renderedAt(old, young);
  const { found, causes, bySite } = was === undefined ? ofCluster(now, young) : ofFolders(was, now, young);
  const charts = options.charts && was !== undefined ? chartsOf(was, now, options.chartFolder) : undefined;
  const verdict = charts === undefined ? found.verdict : verdictWith(found.verdict, charts);
  process.stdout.write(
    format === 'json'
      ? json({ ...found, verdict, causes, charts })
      : reviewText(found, {
          ...{ causes, charts, bySite, paint: paintFor(process.stdout) },
          ...(format === 'markdown' && { markdown: true, limit: longestComment }),
        }),
  );
  return exitCodes[verdict];
}

/** Only sites of which a file is not what it was are read, one after the other. */
function ofFolders(was: RenderedFolder, now: RenderedFolder, young: string): SitesReview {
  const before = was.marks();
  const after = now.marks(before.values().next().value);
  const [old, is] = [sitesIn(before.keys()), sitesIn(after.keys())];
  if (is.size === 0) throw noObject(young);
  const isSame = (site: string) =>
    old.get(site)?.length === is.get(site)?.length &&
    is.get(site)?.every((path) => before.get(path) === after.get(path));
  function* pairs() {
    for (const site of new Set([...old.keys(), ...is.keys()])) {
      if (isSame(site)) continue;
      const reader = new Reader();
      const objects = (folder: RenderedFolder, paths: readonly string[] = []) =>
        readable(() => objectsIn(folder.read(paths), reader));
      yield { site, before: objects(was, old.get(site)), after: objects(now, is.get(site)) };
    }
  }
  return reviewSites(pairs(), () => classesIn(was, before));
}

function classesIn(was: RenderedFolder, marks: ReadonlyMap<string, string>): Iterable<Held> {
  return objectsIn(was.read([...marks.keys()].filter((path) => /(^|\/)platform\/.*class\.yaml$/.test(path)))).values();
}

/** Of a cluster only that is asked for which the new objects name. */
function ofCluster(now: RenderedFolder, young: string): Omit<SitesReview, 'bySite'> & Partial<SitesReview> {
  const after = readable(() => objectsIn(now.read([...now.marks().keys()])));
  if (after.size === 0) throw noObject(young);
  return { found: review(liveObjects(after), after), causes: undefined };
}

const noObject = (young: string) =>
  new InputError(`${young} holds no rendered object: name a site's folder, like dist/home`);

function chartsOf(was: RenderedFolder, now: RenderedFolder, folder: string | undefined) {
  const files = (one: RenderedFolder) =>
    one.read([...one.marks().keys()].filter((path) => /(^|\/)(requires|charts\/[^/]+)\.yaml$/.test(path)));
  return reviewCharts(files(was), files(now), folder);
}

function refuseNeedless(isLive: boolean, { charts, chartFolder }: ReviewOptions): void {
  if (!charts && chartFolder !== undefined)
    throw new InputError('--chart-folder is of use with --charts alone: add that');
  if (charts && isLive)
    throw new InputError('--charts compares two renderings: name a folder or a git revision in place of cluster');
}
