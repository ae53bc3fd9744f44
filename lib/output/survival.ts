import { rooms } from '../rooms';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { type Cost, costs, type Fate, type Loss, losses } from '../site/survival';

type Chapter = RunbookPart['chapter'];

/** One loss and all that it does to a site. */
export interface LossRow {
  readonly loss: Loss;
  /** As a person says it: `any one machine`. */
  readonly title: string;
  /** The worst that it does to what the server can't go on without. */
  readonly cost: Cost;
  readonly fates: readonly Fate[];
  /** What a person follows, in the runbook's order. */
  readonly chapters: readonly Chapter[];
}

/** What survives which loss: a row for each loss that can happen to this site. */
export function lossRows(site: Site): LossRow[] {
  const fates = rooms.flatMap((room) => room.survival?.(site) ?? []);
  return losses.flatMap((loss) => {
    const own = fates.filter((fate) => fate.loss === loss);
    const title = titleOf(loss, site);
    if (title === undefined || own.length === 0) return [];
    const chapters = own.flatMap(({ chapter }) => (chapter === undefined ? [] : [chapter]));
    // A disk dies in a machine, which is away while it gets another.
    const counted = loss === 'disk' ? fates.filter((fate) => fate.loss === loss || fate.loss === 'node') : own;
    return [{ loss, title, cost: worst(counted), fates: own, chapters: [...new Set(chapters)] }];
  });
}

function titleOf(loss: Loss, { cluster, network, backup }: Site): string | undefined {
  const machines = cluster.nodes.length;
  const titles: Readonly<Record<Loss, string | undefined>> = {
    node: machines === 1 ? 'the machine' : 'any one machine',
    'two-nodes': machines < 3 ? undefined : 'any two machines',
    primary: "the database's primary",
    disk: machines === 1 ? 'its disk, for good' : "one machine's disk, for good",
    power: 'the power',
    line: network.internet === 'none' ? 'the router' : 'the router, or the line',
    backups: backup.kind === 'plan' ? "the backups' place" : undefined,
    building: 'the building',
  };
  return titles[loss];
}

function worst(fates: readonly Fate[]): Cost {
  const needed = fates.filter(({ beside }) => beside !== true);
  return costs[Math.max(0, ...needed.map(({ cost }) => costs.indexOf(cost)))] ?? 'nothing';
}

/** What a cost means for the people of the server. */
export const costWords: Readonly<Record<Cost, string>> = {
  nothing: 'nobody notices',
  'a moment': 'it comes back by itself',
  'a command': 'away until your command',
  'until it is back': 'away until it is back',
  'a restore': 'away until you restore a backup',
  everything: 'everything is lost',
};

/** @param link a chapter as the page links it; undefined where it has none of that name */
export function survivalTable(rows: readonly LossRow[], link: (chapter: Chapter) => string | undefined): string {
  const lines = rows.map(({ title, cost, fates, chapters }) => {
    const links = chapters.flatMap((chapter) => link(chapter) ?? []);
    return `| ${title} | **${costWords[cost]}** | ${fates.map(fateText).join('<br>')} | ${links.join(', ') || '–'} |`;
  });
  return ['| lost | what it costs | what happens | what to do |', '|---|---|---|---|', ...lines].join('\n');
}

function fateText({ part, text, time, measured }: Fate): string {
  const how = [...(time === undefined ? [] : [time]), ...(measured === undefined ? [] : [`measured: ${measured}`])];
  return `${part}: ${text}${how.length === 0 ? '' : ` (${how.join('; ')})`}`;
}
