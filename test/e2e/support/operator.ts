import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Output, run } from '../../api/processes';
import { inNetworkOf } from '../../cluster/command';
import { kubectlCommand } from '../../cluster/kubectl';
import { inRun, lanNamespace } from '../../cluster/layout';

/** A person at a machine of the LAN, in the site's folder, with kubectl: types what the runbook says. */
export class Operator {
  private readonly path: string;

  constructor(
    kubernetes: string,
    readonly folder: string,
  ) {
    const bin = inRun('operator');
    mkdirSync(bin, { recursive: true });
    const kubectl = join(bin, 'kubectl');
    // The network is the shell's already; the rest of the words is what a kubeconfig in its place would say.
    const words = kubectlCommand(kubernetes).slice(inNetworkOf(lanNamespace).length);
    writeFileSync(kubectl, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    chmodSync(kubectl, 0o755);
    this.path = [bin, process.env.PATH ?? ''].join(delimiter);
  }

  /** Runs lines of shell as they stand. */
  types(commands: string): Promise<Output> {
    const [program, ...words] = [...inNetworkOf(lanNamespace), 'bash', '-c', commands];
    return run(program, words, { cwd: this.folder, env: { ...process.env, PATH: this.path } });
  }

  /** Runs lines of shell that must succeed, and gives what they printed. */
  async typesWell(commands: string): Promise<string> {
    const { code, stdout, stderr } = await this.types(`set -e\n${commands}`);
    if (code !== 0) throw new Error(`exit ${code} of:\n${commands}\n${stdout}${stderr}`);
    return stdout;
  }
}
