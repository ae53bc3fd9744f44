import { Unusable } from '../../api/processes';
import { kubectl } from './kubectl';

/** One line, and nothing touched, where the cluster can't be asked. */
export default async function setup(): Promise<void> {
  const { KUBECONFIG, MAMMUT_E2E_CONTEXT } = process.env;
  try {
    const { code, stderr } = await kubectl('--request-timeout=10s', 'get', '--raw=/readyz');
    if (code === 0) return;
    const reason = stderr.trim().split('\n').pop();
    throw new Unusable(`the cluster of context ${MAMMUT_E2E_CONTEXT} in ${KUBECONFIG} does not answer: ${reason}`);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(`\n${error.message}`);
    process.exit(2);
  }
}
