import { Unusable } from '../api/processes';
import { down } from '../cluster/cluster';
import { checkHost, lock } from '../cluster/host';

/** Starts from nothing; with MAMMUT_E2E_KEEP from the site that the last run left. */
export default async function setup(): Promise<void> {
  try {
    checkHost();
    const held = await lock();
    if (!process.env.MAMMUT_E2E_KEEP) await down();
    held.close();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(`\n${error.message}`);
    process.exit(2);
  }
}
