import { Unusable } from '../api/processes';
import { down, up } from '../cluster/cluster';
import { checkHost, lock } from '../cluster/host';

/** A fresh cluster for a whole run; with MAMMUT_E2E_KEEP the one that is up, as the last run left it. */
export default async function setup(): Promise<void> {
  if (process.env.MAMMUT_E2E_KEEP) return;
  try {
    checkHost();
    const held = await lock();
    const started = Date.now();
    await down();
    await up({ nodes: 3, members: 3 });
    process.stdout.write(`\n3 nodes, 3 control-plane members: up in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    held.close();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(`\n${error.message}`);
    process.exit(2);
  }
}
