import { down } from '../cluster/cluster';

export default async function teardown(): Promise<void> {
  if (!process.env.MAMMUT_E2E_KEEP) await down();
}
