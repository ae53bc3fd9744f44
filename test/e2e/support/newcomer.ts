import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Output } from '../../api/processes';
import { installCharts } from '../../cluster/charts';
import type { Cluster } from '../../cluster/cluster';
import { inRun } from '../../cluster/layout';
import { Operator } from './operator';
import { blocks, type Filled, fill } from './runbook';
import type { Conversation } from './terminal';

/** Charts whose programs the test bed has from its first minute; see test/cluster/charts.ts. */
const charts = ['metallb', 'traefik', 'cert-manager'];

/** Somebody in an empty folder on a machine of the LAN, who types what was printed and nothing else. */
export class Newcomer {
  /** Commands and blocks of commands that were typed. */
  typed = 0;
  private readonly desk: Operator;
  private site: Operator | undefined;

  constructor(private readonly cluster: Cluster) {
    const folder = inRun('newcomer');
    const programs = join(folder, 'node_modules/.bin');
    mkdirSync(programs, { recursive: true });
    // What npx would fetch: the program of this working copy.
    symlinkSync(resolve('bin/mammut.js'), join(programs, 'mammut'));
    this.desk = new Operator(cluster.kubernetes, folder);
    // No chart can be fetched here: what would install one that the test bed has says nothing, and any other fails.
    const known = charts.map((chart) => `'upgrade --install ${chart} '*`).join(' | ');
    this.desk.has('helm', `case "$*" in\n${known}) ;;\n*) echo "no such chart here: $*" >&2; exit 1 ;;\nesac`);
  }

  get folder(): string {
    return this.desk.folder;
  }

  /** Types a command that asks. */
  answers(command: string, answer: (ask: string) => string): Promise<Conversation> {
    this.typed += 1;
    return this.desk.answers(command, answer);
  }

  types(command: string): Promise<Output> {
    this.typed += 1;
    return this.desk.types(command);
  }

  /** Obeys a printed `cd`, to where the runbook is. */
  goes(command: string): void {
    this.typed += 1;
    this.site = new Operator(this.cluster.kubernetes, join(this.folder, command.replace(/^cd /, '')));
  }

  /** Types the blocks of a chapter of the runbook but those that are for others, and gives what they printed. */
  async follows(heading: string, filled: Filled = {}, others?: RegExp): Promise<string> {
    const said: string[] = [];
    for (const { commands } of this.chapter(heading).filter((one) => !others?.test(one.commands))) {
      this.typed += 1;
      said.push(await this.atSite().typesWell(fill(commands, filled)));
    }
    if (said.length === 0) throw new Error(`the runbook has no commands below “${heading}”`);
    return said.join('');
  }

  /** The chapter that installs charts: the programs are there, and are told what the charts' values say. */
  async installs(heading: string): Promise<void> {
    await this.follows(heading);
    await installCharts(this.cluster, this.atSite().folder);
  }

  /** One line of a chapter, typed again and again as somebody does who waits. */
  async looks(heading: string, words: string): Promise<string> {
    const lines = this.chapter(heading).flatMap(({ commands }) => commands.split('\n'));
    const line = lines.find((one) => one.includes(words));
    if (line === undefined) throw new Error(`the runbook has no “${words}” below “${heading}”`);
    return (await this.atSite().types(line)).stdout;
  }

  private chapter(heading: string) {
    return blocks(this.atSite().folder).filter((one) => one.heading === heading);
  }

  private atSite(): Operator {
    if (this.site === undefined) throw new Error('nothing led to the runbook');
    return this.site;
  }
}

/** The commands in what a program printed: lines of their own, two blanks from the edge. */
export function printed(said: string): string[] {
  return [...said.matchAll(/^ {2}(\S.*)$/gm)].map(([, command = '']) => command);
}
