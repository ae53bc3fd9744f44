import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { campaign } from '../random/campaign';
import { binary } from './binary';
import { renderedFor } from './delivered';
import { sitesIn } from './objects';
import { checkOverlay } from './overlay';
import { endAll, endOnSignals, Unusable } from './processes';
import { proveChecks } from './proof';
import { checkRandomSites } from './random';
import { checkReadBack } from './read-back';
import { printComplaints, printSummary, type Row } from './report';
import { checkReviews } from './review';
import { checkSite } from './site';
import { type Version, versions } from './versions';

/** Made-up sites that are validated where no folder of others is named. */
const randomSites = 300;

/** Made-up sites whose files Go reads back. */
const readBackSites = 200;

const usage = `npm run test:api [-- [build] [--only VERSION] [--site NAME] [--dist FOLDER] [--reviews N] [--random FOLDER]]

  build            only build the Kubernetes binaries
  --only VERSION   v1.34, say; default: every version of test/api/kubernetes
  --site NAME      one site of dist, and nothing else
  --dist FOLDER    rendered sites, default dist
  --reviews N      N made-up sites are changed, and what mammut review says of it is held against the server: nothing else
  --random FOLDER  many rendered sites, only validated; default $MAMMUT_RANDOM_SITES, or ${randomSites} made up here`;

async function main(): Promise<number> {
  const { command, values } = commandLine();
  const chosen = choose(values.only);
  const programs = new Map<Version, string>();
  for (const version of chosen) programs.set(version, await binary(version));
  if (command === 'build') return 0;
  if (values.reviews !== undefined) return reviews(programs, Number(values.reviews));

  const sites = sitesIn(values.dist).filter((name) => values.site === undefined || name === values.site);
  const random = values.site === undefined ? (values.random ?? renderRandomSites()) : undefined;
  if (sites.length === 0)
    throw new Unusable(`no rendered site${values.site ? ` ${values.site}` : ''} in ${values.dist}`);

  const delivered = random === undefined ? [] : [renderedFor('argocd'), renderedFor('flux')];
  const rows: Row[] = [];
  const add = async (checking: Promise<Row>) => {
    const started = Date.now();
    const row = await checking;
    rows.push(row);
    const took = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${row.version} ${row.site}: ${row.accepted} of ${row.objects} objects, ${took} s`);
    printComplaints(row);
  };
  if (random !== undefined) await add(checkReadBack(readBackSites));
  // The versions side by side, since one API server at work keeps less than two cores busy.
  await Promise.all(
    [...programs].map(async ([{ tag }, program]) => {
      await add(proveChecks(program, tag));
      for (const site of sites) await add(checkSite(program, tag, values.dist, site));
      if (random === undefined) return;
      await add(checkOverlay(program, tag, values.dist));
      for (const { folder, site } of delivered) await add(checkSite(program, tag, folder, site));
      await add(checkRandomSites(program, tag, random));
    }),
  );
  rows.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
  return printSummary(rows) === 0 ? 0 : 1;
}

async function reviews(programs: ReadonlyMap<Version, string>, count: number): Promise<number> {
  const rows = await Promise.all([...programs].map(([{ tag }, program]) => checkReviews(program, tag, count)));
  for (const row of rows) printComplaints(row);
  return printSummary(rows) === 0 ? 0 : 1;
}

/** Gone with the test. */
function renderRandomSites(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-random-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const broken = campaign({ seed: 1, count: randomSites, again: randomSites, write: folder });
  if (broken !== undefined) throw new Unusable(broken);
  return folder;
}

function commandLine() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        site: { type: 'string' },
        dist: { type: 'string', default: 'dist' },
        reviews: { type: 'string' },
        random: { type: 'string', default: process.env.MAMMUT_RANDOM_SITES },
      },
    });
    const [command] = positionals;
    if (positionals.length > 1 || (command !== undefined && command !== 'build'))
      throw new Error(`what is ${command}?`);
    return { command, values };
  } catch (error) {
    throw new Unusable(`${(error as Error).message}\n\n${usage}`);
  }
}

function choose(only: string | undefined): Version[] {
  const all = versions();
  if (only === undefined) return all;
  const wanted = only.startsWith('v') ? only : `v${only}`;
  const chosen = all.filter(({ tag }) => tag === wanted || tag.startsWith(`${wanted}.`));
  if (chosen.length === 0)
    throw new Unusable(`no Kubernetes ${only} here, only ${all.map(({ tag }) => tag).join(', ')}`);
  return chosen;
}

endOnSignals();
main()
  .catch((error: Error) => {
    console.error(error instanceof Unusable ? error.message : error.stack);
    return 2;
  })
  .then((code) => {
    endAll();
    process.exit(code);
  });
