import { run, Unusable } from '../api/processes';
import { type Machine, namespaceOf } from './layout';

/** Runs a program to its end and gives its standard output; failing is the machine's fault, told in one line. */
export async function must(program: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(program, args);
  if (code !== 0) {
    const reason = (stderr || stdout).trim().split('\n').slice(-3).join(' · ');
    throw new Unusable(`${[program, ...args].join(' ').slice(0, 120)} failed (${code}): ${reason}`);
  }
  return stdout;
}

/** Runs a program whose failure is no failure: what it would undo may not be there. */
export async function may(program: string, ...args: string[]): Promise<string> {
  return (await run(program, args)).stdout;
}

/** The words that run a command in a machine's network. */
export function inNetworkOf(machine: Machine | string): [string, ...string[]] {
  // `ip netns exec` would mount a fresh /sys, and with it an empty /sys/fs/cgroup.
  return ['nsenter', `--net=/run/netns/${typeof machine === 'string' ? machine : namespaceOf(machine)}`];
}

/** Asks again every `every` ms until the answer is one; `whatFor` names what did not come. */
export async function until<T>(
  whatFor: string,
  seconds: number,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  every = 200,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Unusable(`${whatFor}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
