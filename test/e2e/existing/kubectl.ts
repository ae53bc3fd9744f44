import { type Output, run } from '../../api/processes';

/** kubectl of the person's PATH, on the cluster that KUBECONFIG and MAMMUT_E2E_CONTEXT name. */
export function kubectl(...words: string[]): Promise<Output> {
  return run('kubectl', [`--context=${process.env.MAMMUT_E2E_CONTEXT}`, '--request-timeout=60s', ...words]);
}

/** Gives standard output; anything else is the test's end. */
export async function mustKubectl(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await kubectl(...words);
  if (code !== 0) throw new Error(`kubectl ${words.join(' ')}: ${stderr.trim()}`);
  return stdout;
}
