import { chartLines, totalLine } from './chart-text';
import { differences, fenced, type Look, loudLines, siteLines, summary } from './lines';
import { deletions, type Review } from './review';

/** A review for people, loudest first. */
export function reviewText(review: Review, look: Look = {}): string {
  const { causes, charts, limit = Number.POSITIVE_INFINITY } = look;
  const lines = [
    ...siteLines(look),
    ...loudLines(review, look),
    ...(causes === undefined
      ? differences(review, '', look)
      : [
          ...differences(causes.declaration, ' by the declaration or its lock', look),
          ...differences(causes.mammut, ' by this Mammut, newer than the one before', look),
        ]),
    ...fenced(deletions(review.deleted), look),
    `${charts === undefined ? '' : 'our own objects: '}${summary(review, look)}`,
    '',
    ...(charts === undefined ? [] : [...chartLines(charts, look), totalLine(review.verdict, charts, look), '']),
  ];
  return cut(lines, limit);
}

/** The loudest lines stay; what is cut is counted. */
function cut(lines: readonly string[], limit: number): string {
  const whole = lines.join('\n');
  if (whole.length <= limit) return whole;
  const last = lines.slice(-2).join('\n');
  let kept = 0;
  let length = last.length + 60;
  while (kept < lines.length - 2 && length + (lines[kept]?.length ?? 0) + 1 < limit) {
    length += (lines[kept]?.length ?? 0) + 1;
    kept += 1;
  }
  const fences = lines.slice(0, kept).filter((line) => line.startsWith('```')).length;
  return [
    ...lines.slice(0, kept),
    ...(fences % 2 === 1 ? ['```'] : []),
    `… ${lines.length - 2 - kept} lines more`,
    last,
  ].join('\n');
}
