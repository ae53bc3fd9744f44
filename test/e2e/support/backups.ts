import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../cluster/cluster';
import { until } from '../../cluster/command';
import { declaredWithKeys, safe } from './backup-site';
import { ask } from './client';
import { query } from './database';
import { emptyHouse, follow, installed, standingHouse } from './house';
import type { JobPod } from './jobs';
import { measured, since } from './measured';
import { mediaFolder, mediaHashes } from './media';
import type { Operator } from './operator';
import { blocks, type Filled, fill } from './runbook';
import { namespace } from './site';
import { newestSet } from './target';
import { Told } from './told';
import { unfinished } from './workloads';

/** What a server held when a set was made of it. */
export interface Held {
  readonly set: string;
  readonly rows: readonly string[];
  readonly media: ReadonlyMap<string, string>;
}

/** The site `backup` and the person who runs it, by the chapters of its runbook on backups. */
export class Backups {
  private constructor(
    readonly cluster: Cluster,
    readonly operator: Operator,
  ) {}

  /** As the test before left it, or installed with keys that the test made. */
  static async house(): Promise<Backups> {
    const standing = await standingHouse('backup');
    if (standing !== undefined) return new Backups(standing.cluster, standing.operator);
    const { cluster, operator } = await emptyHouse('backup', declaredWithKeys);
    const started = Date.now();
    for (const name of ['operator.key', 'rehearsal.key']) copyFileSync(join(safe(), name), join(operator.folder, name));
    await follow(operator, 'Secrets', { address: Told.address });
    await follow(operator, 'Platform');
    await follow(operator, 'Mastodon');
    measured('installed with backups declared', `${since(started)} s`);
    installed('backup');
    return new Backups(cluster, operator);
  }

  /** Types the first block of a chapter that holds these words, and gives what it printed. */
  async follows(heading: string, words: string, filled: Filled = {}): Promise<string> {
    return this.operator.typesWell(fill(this.commands(heading, words), filled));
  }

  commands(heading: string, words: string): string {
    const found = blocks(this.operator.folder).find((one) => one.heading === heading && one.commands.includes(words));
    if (found === undefined) throw new Error(`chapter ${heading} has no block with “${words}”`);
    return found.commands;
  }

  /** A backup now; gives the set. */
  async backUp(): Promise<string> {
    const said = await this.follows('Backups', 'create job backup-now');
    expect(said).toMatch(/^Complete$/m);
    expect(said).toContain('is checked');
    return newestSet();
  }

  /** A set of now; then somebody deletes posts and files, writes over others, and people post on. */
  async disaster(): Promise<Held> {
    const set = await this.backUp();
    const held = { set, rows: await this.posts(), media: mediaHashes() };
    await query(this.cluster.kubectl, 'DELETE FROM statuses WHERE id % 2 = 0');
    await query(this.cluster.kubectl, "UPDATE statuses SET text = 'not what was written' WHERE id % 3 = 0");
    const paths = [...held.media.keys()];
    for (const path of paths.filter((_, index) => index % 3 === 0)) rmSync(join(mediaFolder(), path));
    writeFileSync(join(mediaFolder(), paths[1] ?? ''), 'not what was uploaded');
    expect((await ask('post', '/api/v1/statuses', `after ${set}`)).status).toBe(200);
    return held;
  }

  /** Asks for a set and starts its restore, without waiting. */
  async begin({ set }: Held): Promise<void> {
    await this.request(set);
    await this.operator.typesWell(`kubectl -n ${namespace} create job restore --from=cronjob/restore`);
  }

  async request(set: string): Promise<void> {
    await this.follows('Restore', 'delete job restore --ignore-not-found', { set });
  }

  /** Database and media are the set's, and the site serves them and takes posts. */
  async expectHeld({ rows, media }: Held): Promise<void> {
    expect(await this.posts()).toEqual(rows);
    const now = mediaHashes();
    expect([...media].filter(([path, hash]) => now.get(path) !== hash)).toEqual([]);
    await this.whole();
    expect((await ask('get', '/api/v1/timelines/public')).status).toBe(200);
    expect((await ask('post', '/api/v1/statuses', randomUUID())).status).toBe(200);
  }

  async whole(seconds = 240): Promise<void> {
    await until('every workload', seconds, async () => (await unfinished(this.cluster.kubectl)).length === 0, 1000);
  }

  posts(): Promise<string[]> {
    return query(this.cluster.kubectl, 'SELECT id, text FROM statuses ORDER BY id');
  }

  /** Databases that a restore kept or left. */
  besides(): Promise<string[]> {
    return query(
      this.cluster.kubectl,
      "SELECT datname FROM pg_database WHERE datname LIKE 'mammut\\_%' ORDER BY datname",
    );
  }

  /** The last step of the runbook's restore: what was kept goes. */
  async dropBesides(): Promise<void> {
    const [, drop = ''] = this.commands('Restore', 'DROP DATABASE').split('\n');
    for (const name of await this.besides()) await this.operator.typesWell(drop.replace('<mammut_old_…>', name));
  }

  /** The last line of a step of a pod. */
  lastWords({ name }: JobPod, step: string): Promise<string> {
    return this.cluster.kubectl.must('logs', '--namespace', namespace, name, `--container=${step}`, '--tail=1');
  }

  async replicas(name: string): Promise<number> {
    return (await this.cluster.kubectl.json('get', 'deployment', name, '--namespace', namespace)).spec.replicas;
  }
}
