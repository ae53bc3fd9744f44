import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Output, run } from '../../api/processes';
import { inNetworkOf } from '../../cluster/command';
import { kubectlCommand } from '../../cluster/kubectl';
import { inRun, lanNamespace } from '../../cluster/layout';
import { type Conversation, converse } from './terminal';

/** Where the programs lie that this person has beside those of the machine. */
const bin = () => inRun('operator');

/** A person at a machine of the LAN, in the site's folder, with kubectl: types what the runbook says. */
export class Operator {
  constructor(
    kubernetes: string,
    readonly folder: string,
  ) {
    // The network is the shell's already; the rest of the words is what a kubeconfig in its place would say.
    const words = kubectlCommand(kubernetes).slice(inNetworkOf(lanNamespace).length);
    this.has('kubectl', `exec ${words.join(' ')} "$@"`);
  }

  /** Gives this person a program: lines of shell. */
  has(program: string, lines: string): void {
    mkdirSync(bin(), { recursive: true });
    const file = join(bin(), program);
    writeFileSync(file, `#!/bin/sh\n${lines}\n`);
    chmodSync(file, 0o755);
  }

  /** Runs lines of shell as they stand. */
  types(commands: string): Promise<Output> {
    const [program, ...words] = [...inNetworkOf(lanNamespace), 'bash', '-c', commands];
    return run(program, words, this.surroundings());
  }

  /** Runs lines of shell that must succeed, and gives what they printed. */
  async typesWell(commands: string): Promise<string> {
    const { code, stdout, stderr } = await this.types(`set -e\n${commands}`);
    if (code !== 0) throw new Error(`exit ${code} of:\n${commands}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command that asks, at a terminal of its own (`script`, of util-linux). */
  answers(command: string, answer: (ask: string) => string): Promise<Conversation> {
    const terminal = ['script', '--quiet', '--return', '--command', command, '/dev/null'];
    return converse([...inNetworkOf(lanNamespace), ...terminal], this.surroundings(), answer);
  }

  private surroundings(): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } {
    // What npm tells the programs that it runs would lead this person's npx back into this repository.
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
    const path = [bin(), process.env.PATH ?? ''].join(delimiter);
    return { cwd: this.folder, env: { ...Object.fromEntries(own), PATH: path } };
  }
}
