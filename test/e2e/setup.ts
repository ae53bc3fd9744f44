import { Unusable } from '../api/processes';
import { down } from '../cluster/cluster';
import { checkHost, lock } from '../cluster/host';
import { parts } from '../cluster/parts';

/**
 * Starts from nothing; with MAMMUT_E2E_KEEP from the site that the last run left. What is built once is built here, where
 * no test's time runs.
 */
export default async function setup(): Promise<void> {
  try {
    checkHost();
    const held = await lock();
    if (!process.env.MAMMUT_E2E_KEEP) await down();
    await parts();
    held.close();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(`\n${error.message}`);
    process.exit(2);
  }
}
