import { type ChartUse, sourceOf } from './chart-uses';
import { bumpText, type ChartFailure, type ChartReview, type ChartReviews, useText, verdictWith } from './charts';
import { differences, fenced, type Look, loudLines, painted, section, summary, verdictText } from './lines';
import { named, type Verdict } from './review';

/** Each chart for itself, then those that were not looked into. */
export function chartLines({ reviewed, failed, added, removed }: ChartReviews, look: Look): string[] {
  return [
    ...reviewed.flatMap((one) => reviewedLines(one, look)),
    ...section('Not judged', failed.map(failure), look, 'bad'),
    ...section('Charts that are new: all that they make is', added.map(release), look),
    ...section('Charts that are required no more: nothing uninstalls them', removed.map(release), look),
  ];
}

/** The last line: what site and charts do together. */
export function totalLine(site: Verdict, charts: ChartReviews, look: Look): string {
  const { reviewed, failed, same, added, removed } = charts;
  const bumped = [...reviewed, ...failed];
  if (bumped.length === 0)
    return same.length + added.length + removed.length === 0
      ? 'this site requires no chart'
      : `charts: ${same.length === 0 ? 'none is in both' : `${same.map(useText).join(', ')} as before`}`;
  return `with ${bumped.map(bumpText).join(', ')}: ${verdictText(verdictWith(site, charts), look)}`;
}

function reviewedLines(one: ChartReview, look: Look): string[] {
  const { review, hooks, left, notApplied, after } = one;
  const heading = `${bumpText(one)}, release ${after.release} in ${after.namespace}`;
  return [
    look.markdown ? `## ${heading}` : painted(look, 'heading', `== ${heading}`),
    ...loudLines(review, look),
    ...differences(review, '', look, 'helm upgrade deletes these'),
    ...section(
      'Disappeared, and helm leaves them',
      left.map(({ json }) => named(json)),
      look,
    ),
    ...section(
      'Started by helm at the upgrade',
      hooks.map(({ json }) => named(json)),
      look,
    ),
    ...section(
      'Definitions that helm upgrade leaves as they are: apply them first, unless Flux or Argo CD does',
      notApplied.map(({ json }) => named(json)),
      look,
      'careful',
    ),
    ...(notApplied.length === 0 ? [] : fenced([definitionsCommand(after)], look)),
    summary(review, look),
    '',
  ];
}

const definitionsCommand = (use: ChartUse) =>
  `helm show crds ${sourceOf(use).join(' ')} | kubectl apply --server-side --force-conflicts -f -`;

const release = (use: ChartUse) => `${useText(use)}, release ${use.release} in ${use.namespace}`;
const failure = (one: ChartFailure) => `${bumpText(one)}: ${one.failed}`;
