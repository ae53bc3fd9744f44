import { spawn } from 'node:child_process';
import { type Output, run, Unusable } from '../api/processes';
import { inNetworkOf } from './command';
import { adminKubeconfig, inRun, lanNamespace } from './layout';

/** The words that run kubectl as a cluster-admin on the LAN. */
export function kubectlCommand(kubernetes: string): string[] {
  return [
    ...inNetworkOf(lanNamespace),
    kubernetes,
    'kubectl',
    `--kubeconfig=${adminKubeconfig}`,
    `--cache-dir=${inRun('kubectl')}`,
  ];
}

export class Kubectl {
  constructor(private readonly kubernetes: string) {}

  /** Runs to its end; the caller judges. */
  run(...args: string[]): Promise<Output> {
    const [program = '', ...words] = kubectlCommand(this.kubernetes);
    return run(program, [...words, ...args]);
  }

  /** Gives standard output; failing ends the caller's work. */
  async must(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0) throw new Unusable(`kubectl ${args.slice(0, 4).join(' ')} failed: ${(stderr || stdout).trim()}`);
    return stdout;
  }

  // biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
  async json(...args: string[]): Promise<any> {
    return JSON.parse(await this.must(...args, '--output=json'));
  }

  /** Applies YAML text. */
  async apply(yaml: string, ...args: string[]): Promise<string> {
    const [program = '', ...words] = kubectlCommand(this.kubernetes);
    const child = spawn(program, [...words, 'apply', '--filename=-', ...args], { stdio: 'pipe' });
    child.stdin.end(yaml);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Unusable(`kubectl apply failed: ${output.trim()}`);
    return output;
  }
}
