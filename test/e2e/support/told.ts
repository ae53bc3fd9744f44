import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inNetworkOf, until } from '../../cluster/command';
import { clientNamespace, lan } from '../../cluster/layout';
import { bundle } from './client';

interface Call {
  readonly path: string;
  readonly body: string;
}

/** Somebody on the LAN whose address is called after every backup; see client/hear.ts. */
export class Told {
  static readonly address = `http://${lan.client}:8080/ping`;
  readonly calls: Call[] = [];

  private constructor(readonly end: () => void) {}

  static async listening(): Promise<Told> {
    const [program, ...words] = [...inNetworkOf(clientNamespace), process.execPath, bundle('hear')];
    const child = spawn(program, [...words, `${lan.client}:8080`], { stdio: ['pipe', 'pipe', 'inherit'] });
    const told = new Told(() => child.stdin.end());
    let listening = false;
    createInterface(child.stdout).on('line', (line) => {
      const call: Call = JSON.parse(line);
      if (call.path === 'listening') listening = true;
      else told.calls.push(call);
    });
    await until('the one who is told', 10, () => listening);
    return told;
  }
}
