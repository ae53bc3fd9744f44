import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { start } from '../../test/backup/support/container';
import { House } from '../../test/backup/support/house';
import { Limited } from '../../test/backup/support/limited';

// npm run bench:million: a first and a second backup of a million files, in the memory that the pod may use. As root.

const files = Number(process.argv[2] ?? 1_000_000);
const limit = 256 * 2 ** 20;

async function main(): Promise<void> {
  const house = await House.build(17);
  const limited = new Limited(limit);
  try {
    await house.fill({ accounts: 10, statuses: 100, media: 10 });
    await make(house);
    const first = await timed(() => backUp(house, limited));
    const second = await timed(() => backUp(house, limited));
    const find = await timed(() => list(house));
    console.log(`${files} files, ${limit / 2 ** 20} MiB, ${limited.killed} processes killed for want of memory`);
    console.log(`first set ${first.toFixed(1)} s, second ${second.toFixed(1)} s, find -printf ${find.toFixed(1)} s`);
    console.log(`the second took ${(second / find).toFixed(2)} times as long as find`);
  } finally {
    await house.demolish();
    limited.end();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  // Nothing of the files' names is in memory beforehand.
  execFileSync('sync');
  writeFileSync('/proc/sys/vm/drop_caches', '3');
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e9;
}

async function backUp(house: House, { joins }: Limited): Promise<void> {
  const { code, output } = await house.run('backup.sh', {}, { mounts: joins });
  if (code !== 0) throw new Error(output.slice(-2000));
}

async function list(house: House): Promise<void> {
  const words = ['find', house.in('media'), '-type', 'f', '-printf', '%P\\t%s\\t%T@\\n'];
  const { code } = await start(house.image, ['sh', '-c', '"$@" >/dev/null', 'find', ...words]).ended;
  if (code !== 0) throw new Error('find failed');
}

/** Files of a hundred bytes, four in a folder, as Paperclip lays them. */
async function make(house: House): Promise<void> {
  const script = `
    folder = ARGV[0]
    (ARGV[1].to_i / 4).times do |n|
      path = "#{folder}/media_attachments/files/#{format('%09d', n).scan(/.../).join('/')}/original"
      Dir.mkdir(path) rescue (require 'fileutils'; FileUtils.mkdir_p(path))
      4.times { |f| File.binwrite("#{path}/#{f}.jpg", 'x' * 100) }
    end`;
  execFileSync('ruby', ['-e', script, house.in('media'), String(files)]);
  execFileSync('sh', [
    '-c',
    `find ${house.in('media')} -exec touch -h -d '1 hour ago' {} + && chown -R 991:991 ${house.in('media')}`,
  ]);
}

void main();
