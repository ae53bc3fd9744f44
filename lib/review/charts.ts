import { type ChartObjects, isInstalledOnce, isKept } from './chart-objects';
import type { Bump, Bumps, ChartUse } from './chart-uses';
import { fieldChanges } from './fields';
import type { Held } from './objects';
import { type Review, review, type Verdict, worstOf } from './review';

/** What an upgrade of a chart does to the objects that it makes. */
export interface ChartReview extends Bump {
  readonly review: Review;
  /** Jobs and the like that helm starts at the upgrade. */
  readonly hooks: readonly Held[];
  /** What the new chart no longer has, and helm leaves. */
  readonly left: readonly Held[];
  /** New or changed definitions that helm leaves as they are. */
  readonly notApplied: readonly Held[];
}

export interface ChartFailure extends Bump {
  readonly failed: string;
}

export interface ChartReviews extends Omit<Bumps, 'changed'> {
  readonly reviewed: readonly ChartReview[];
  readonly failed: readonly ChartFailure[];
}

/** @param again the old chart once more: what differs then is made at random */
export function reviewChart(bump: Bump, before: ChartObjects, again: ChartObjects, after: ChartObjects): ChartReview {
  const random = new Set(
    [...before.objects].flatMap(([id, { json }]) =>
      fieldChanges(json, again.objects.get(id)?.json).map(({ path }) => JSON.stringify([id, path])),
    ),
  );
  const left = new Map([...before.objects].filter(([id, one]) => !after.objects.has(id) && isKept(one)));
  const ended = new Map([...before.objects].filter(([id]) => !left.has(id)));
  const found = review(ended, after.objects, {
    isNoise: (id, { path }) => random.has(JSON.stringify([id, path])),
  });
  const touched = [...found.created, ...found.changed.map(({ object }) => object)];
  return {
    ...bump,
    review: found,
    hooks: after.hooks,
    left: [...left.values()],
    notApplied: touched.filter(isInstalledOnce),
  };
}

/** `unknown`: something could not be judged, and what could is not destructive already. */
export function verdictWith(site: Verdict, { reviewed, failed }: ChartReviews): Verdict | 'unknown' {
  const worst = worstOf([site, ...reviewed.map((one) => one.review.verdict)]);
  return failed.length > 0 && worst !== 'destructive' ? 'unknown' : worst;
}

/** Shape: `longhorn 1.12.0 → 1.12.1`. */
export function bumpText({ before, after }: Bump): string {
  if (before.chart === after.chart && before.version === after.version) return `${useText(after)} with other values`;
  return before.chart === after.chart
    ? `${useText(before)} → ${after.version}`
    : `${useText(before)} → ${useText(after)}`;
}

/** Shape: `longhorn 1.12.1`, of a folder of several sites `home: longhorn 1.12.1`. */
export const useText = ({ site, chart, version }: ChartUse): string =>
  `${site === '' ? '' : `${site}: `}${chart} ${version}`;
