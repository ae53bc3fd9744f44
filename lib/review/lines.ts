import type { ChartReviews } from './charts';
import { type Causes, grouped, type Review, titled, type Verdict, verdicts } from './review';

/** How a review is told. */
export interface Look {
  readonly markdown?: boolean;
  /** What the declaration changed apart from what a newer Mammut did. */
  readonly causes?: Causes | undefined;
  readonly charts?: ChartReviews | undefined;
  /** What becomes of each site that changes. `@default -` one alone is reviewed */
  readonly bySite?: ReadonlyMap<string, Verdict>;
  /** Most characters. */
  readonly limit?: number | undefined;
  /** Sets headings and verdicts apart. `@default -` plain */
  readonly paint?: (tone: Tone, text: string) => string;
}

type Tone = 'bad' | 'careful' | 'good' | 'heading';

/** As many sites as one looks at by name. */
const mostNamed = 20;

/** What becomes of which sites, the worst first; of one alone nothing more is said. */
export function siteLines(look: Look): string[] {
  const sites = [...(look.bySite ?? [])];
  if (sites.length < 2) return [];
  const lines = [...verdicts].reverse().flatMap((verdict) => {
    const names = sites.filter(([, one]) => one === verdict).map(([name]) => name);
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    return names.length === 0 ? [] : [`${verdictText(verdict, look)}: ${names.slice(0, mostNamed).join(', ')}${more}`];
  });
  return section(`${sites.length} sites change`, lines, look);
}

/** What must never happen, what may be lost, what Kubernetes refuses, what restarts. */
export function loudLines({ changed, never, risks }: Review, look: Look): string[] {
  const worse = changed.filter(({ effect }) => effect === 'delete and create' || effect === 'refused');
  const restarting = changed.filter(({ effect }) => effect === 'restarts pods');
  return [
    ...section(
      'NEVER CHANGE THIS on a server that has people: other servers know them by it for ever',
      never.map(
        ({ path, before, after }) => `${path[0] === 'data' ? '' : `${path[0]}: `}${path.at(-1)}: ${before} → ${after}`,
      ),
      look,
      'bad',
    ),
    ...section('Data at risk', risks, look, 'bad'),
    ...section(
      'Kubernetes does not change these in place',
      worse.map(({ object, effect, why }) => `${titled(object)}: ${effect}; ${why}`),
      look,
      'bad',
    ),
    ...section(
      'Pods restart',
      restarting.map(({ object }) => titled(object)),
      look,
      'careful',
    ),
  ];
}

/** @param gone what becomes of objects that disappeared */
export function differences(
  { changed, created, deleted }: Review,
  by: string,
  look: Look,
  gone = 'kubectl apply deletes nothing',
): string[] {
  return [
    ...section(
      `Changed${by}`,
      grouped(changed).map(
        ({ field, before, after, objects }) =>
          `${field}: ${before} → ${after} in ${objects.length === 1 ? objects[0] : `${objects.length} objects`}`,
      ),
      look,
    ),
    ...section(`Created${by}`, created.map(titled), look),
    ...section(`Disappeared${by}; ${gone}`, deleted.map(titled), look),
  ];
}

export function section(heading: string, lines: readonly string[], look: Look, tone: Tone = 'heading'): string[] {
  if (lines.length === 0) return [];
  const title = look.markdown ? `### ${heading}` : painted(look, tone, `${heading}:`);
  return [title, ...lines.map((text) => (look.markdown ? `- ${text}` : `  ${text}`)), ''];
}

export const painted = ({ paint, markdown }: Look, tone: Tone, text: string): string =>
  paint === undefined || markdown ? text : paint(tone, text);

const words: Readonly<Record<Verdict | 'unknown', readonly [tone: Tone, text: string]>> = {
  none: ['good', 'nothing changes'],
  safe: ['good', 'safe: in place'],
  restarts: ['careful', 'pods restart'],
  destructive: ['bad', 'destructive'],
  unknown: ['bad', 'not known: a chart could not be judged'],
};

export function verdictText(verdict: Verdict | 'unknown', look: Look): string {
  const [tone, text] = words[verdict];
  return painted(look, tone, text);
}

export function summary({ created, deleted, changed, verdict }: Review, look: Look): string {
  const told = verdictText(verdict, look) + (verdict === 'destructive' ? ': read the first lines' : '');
  return verdict === 'none'
    ? told
    : `${created.length} created, ${changed.length} changed, ${deleted.length} disappeared; ${told}`;
}

export function fenced(commands: readonly string[], { markdown }: Look): string[] {
  if (commands.length === 0) return [];
  return markdown ? ['```sh', ...commands, '```', ''] : [...commands.map((command) => `    ${command}`), ''];
}
