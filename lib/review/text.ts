import { type Causes, deletions, grouped, named, type Review } from './review';

/**
 * A review for people, loudest first. Plain text, or Markdown of at most `limit` characters.
 * @param causes tells what the declaration changed apart from what a newer Mammut did
 */
export function reviewText(
  review: Review,
  markdown: boolean,
  causes?: Causes,
  limit = Number.POSITIVE_INFINITY,
): string {
  const { deleted, changed, never, risks } = review;
  const title = (text: string) => (markdown ? `### ${text}` : `${text}:`);
  const item = (text: string) => (markdown ? `- ${text}` : `  ${text}`);
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title(heading), ...lines.map(item), ''];
  const differences = ({ changed, created, deleted }: Review, by: string) => [
    ...section(
      `Changed${by}`,
      grouped(changed).map(
        ({ field, before, after, objects }) =>
          `${field}: ${before} → ${after} in ${objects.length === 1 ? objects[0] : `${objects.length} objects`}`,
      ),
    ),
    ...section(
      `Created${by}`,
      created.map(({ json }) => named(json)),
    ),
    ...section(
      `Disappeared${by}; kubectl apply deletes nothing`,
      deleted.map(({ json }) => named(json)),
    ),
  ];
  const worse = changed.filter(({ effect }) => effect === 'delete and create' || effect === 'refused');
  const restarting = changed.filter(({ effect }) => effect === 'restarts pods');
  const lines = [
    ...section(
      'NEVER CHANGE THIS on a server that has people: other servers know them by it for ever',
      never.map(({ path, before, after }) => `${path.at(-1)}: ${before} → ${after}`),
    ),
    ...section('Data at risk', risks),
    ...section(
      'Kubernetes does not change these in place',
      worse.map(({ object, effect, why }) => `${named(object.json)}: ${effect}; ${why}`),
    ),
    ...section(
      'Pods restart',
      restarting.map(({ object }) => named(object.json)),
    ),
    ...(causes === undefined
      ? differences(review, '')
      : [
          ...differences(causes.declaration, ' by the declaration or its lock'),
          ...differences(causes.mammut, ' by this Mammut, newer than the one before'),
        ]),
    ...fenced(deletions(deleted), markdown),
    summary(review),
    '',
  ];
  return cut(lines, limit);
}

function summary({ created, deleted, changed, verdict }: Review): string {
  const words = {
    none: 'nothing changes',
    safe: 'safe: in place',
    restarts: 'pods restart',
    destructive: 'destructive: read the first lines',
  };
  return verdict === 'none'
    ? words.none
    : `${created.length} created, ${changed.length} changed, ${deleted.length} disappeared; ${words[verdict]}`;
}

function fenced(commands: readonly string[], markdown: boolean): string[] {
  if (commands.length === 0) return [];
  return markdown ? ['```sh', ...commands, '```', ''] : [...commands.map((command) => `    ${command}`), ''];
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
