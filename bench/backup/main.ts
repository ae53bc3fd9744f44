import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Ended, start } from '../../test/backup/support/container';
import { FakeApiServer } from '../../test/backup/support/fake-api-server';
import { House } from '../../test/backup/support/house';
import { restore } from '../../test/backup/support/jobs';
import { fillDatabase, fillMedia } from './fill';

// npm run bench:backup: our scripts and the article's, in turn, on real PostgreSQL 17, whole and synced. As root.
// What answers as Kubernetes' API is a fake without pods to wait for: web, streaming and Sidekiq end at once.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    files: { type: 'string', default: '20000' },
    'file-bytes': { type: 'string', default: '53687' },
    'database-bytes': { type: 'string', default: '500000000' },
  },
});
const rounds = Number(values.rounds);

/** Seconds that each took, round by round. */
type Taken = Record<string, readonly number[]>;

async function main(): Promise<void> {
  const house = await House.build(17, ['shared_buffers=256MB', 'max_wal_size=2GB']);
  const api = new FakeApiServer(house.in('account'));
  mkdirSync(house.in('account'));
  await api.start();
  try {
    await house.fill({ accounts: 200, statuses: 1000, media: 0 });
    await fillDatabase(house, Number(values['database-bytes']));
    fillMedia(house, Number(values.files), Number(values['file-bytes']));
    const bytes = Number(await house.live('SELECT pg_database_size(current_database())'));
    const media = `media ${values.files} files of ${values['file-bytes']} bytes`;
    console.log(`database ${(bytes / 2 ** 20).toFixed(0)} MiB, ${media}, ${rounds} rounds`);
    table(await new Rounds(house, api).run());
  } finally {
    api.stop();
    await house.demolish();
  }
}

/** The article's script and ours, in turn. */
class Rounds {
  private readonly taken: Taken = {};

  constructor(
    private readonly house: House,
    private readonly api: FakeApiServer,
  ) {}

  async run(): Promise<Taken> {
    const tables = JSON.stringify(await this.house.tables());
    for (let round = 1; round <= rounds; round += 1) {
      console.log(`round ${round}`);
      await this.backups();
      await this.restores(`round ${round}`);
      if (JSON.stringify(await this.house.tables()) !== tables) throw new Error('the restored tables differ');
    }
    return this.taken;
  }

  private async backups(): Promise<void> {
    await this.timed('article, backup', () =>
      this.article('pg_dump --format=c --file=$OUT/dump && tar -C $MEDIA -zcf $OUT/media.tgz .'),
    );
    await this.forgetTarget();
    await this.timed('first set', () => done(this.house.run('backup.sh')));
    await this.timed('second set, nothing changed', () => done(this.house.run('backup.sh')));
  }

  private async restores(at: string): Promise<void> {
    await this.empty();
    await this.timed('article, restore', () =>
      this.article('tar -C $MEDIA -xzf $OUT/media.tgz && { pg_restore -c -d $PGDATABASE $OUT/dump || true; }'),
    );
    rmSync(this.house.in('article'), { recursive: true });
    await this.empty();
    const begun: Record<string, number> = {};
    const before = (step: string) => {
      begun[step] = Date.now();
    };
    const set = this.house.sets().at(-1) ?? '';
    await this.timed('whole restore', () =>
      done(restore(this.house, this.api, set, {}, { before }, { at, scheduled: 'keep' })),
    );
    const swap = (begun['restore-start.rb'] ?? 0) - (begun['restore-stop.rb'] ?? 0);
    this.note('of it, from the first pod told to stop to the swap', swap / 1000);
  }

  /** Notes the seconds until everything is on the disk. */
  private async timed(what: string, work: () => Promise<unknown>): Promise<void> {
    execFileSync('sync');
    const from = process.hrtime.bigint();
    await work();
    execFileSync('sync');
    this.note(what, Number(process.hrtime.bigint() - from) / 1e9);
  }

  private note(what: string, seconds: number): void {
    this.taken[what] = [...(this.taken[what] ?? []), seconds];
    console.log(`  ${what}: ${seconds.toFixed(1)} s`);
  }

  /** Commands as the article's script has them. */
  private article(commands: string): Promise<Ended> {
    this.house.makeFolder('article');
    const env = { ...this.house.environment(), OUT: this.house.in('article') };
    return done(start(this.house.image, ['bash', '-ec', commands], { env }).ended);
  }

  /** A target that nobody ever wrote to, and a database that remembers none. */
  private async forgetTarget(): Promise<void> {
    rmSync(this.house.in('target'), { recursive: true });
    this.house.makeFolder('target');
    await this.house.server.sql('COMMENT ON DATABASE mastodon_production IS NULL');
  }

  /** New volumes: no media, and a database without tables. */
  private async empty(): Promise<void> {
    rmSync(this.house.in('media'), { recursive: true });
    this.house.makeFolder('media');
    const kept = await this.house.server.sql("SELECT datname FROM pg_database WHERE datname LIKE 'mammut_%'");
    for (const name of [...kept.split('\n').filter(Boolean), 'mastodon_production'])
      await this.house.server.sql(`DROP DATABASE "${name}"`);
    await this.house.server.sql(
      "CREATE DATABASE mastodon_production OWNER mastodon TEMPLATE template0 ENCODING 'UTF8'",
    );
  }
}

/** Told as ratios: seconds are this machine's, ratios of neighbours are not. */
function table(taken: Taken): void {
  const row = (what: string, other?: string) => {
    const [own = [], others = []] = [taken[what], taken[other ?? '']];
    const ratio =
      other === undefined ? '' : median(own.map((one, index) => (others[index] ?? Number.NaN) / one)).toFixed(2);
    console.log(
      `| ${what} | ${median(own).toFixed(1)} | ${Math.min(...own).toFixed(1)}–${Math.max(...own).toFixed(1)} | ${ratio} |`,
    );
  };
  console.log('\n| what | median, s | spread | times as fast as the article |\n|---|---|---|---|');
  row('article, backup');
  row('first set', 'article, backup');
  row('second set, nothing changed', 'article, backup');
  row('article, restore');
  row('whole restore', 'article, restore');
  row('of it, from the first pod told to stop to the swap');
}

async function done(ending: Promise<Ended>): Promise<Ended> {
  const ended = await ending;
  if (ended.code !== 0) throw new Error(ended.output.slice(-2000));
  return ended;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

void main();
