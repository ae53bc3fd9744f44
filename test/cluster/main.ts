import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, endOnSignals, Unusable } from '../api/processes';
import { installCharts } from './charts';
import { type Cluster, current, down, up } from './cluster';
import { checkHost, lock } from './host';
import { adminKubeconfig, lanNamespace, mostNodes } from './layout';

const usage = `npm run cluster -- up [--nodes 3] [--control-plane 1] | down | status | kill NAME… | revive NAME… | charts FOLDER | kubectl ARGUMENT…

  up              brings up nodes and control plane (1 to ${mostNodes} nodes, 1 or 3 members), or repairs what is down
  down            ends them and leaves nothing behind
  status          what is on, and what Kubernetes says of it
  kill NAME…      pulls the plug of nodes (alpha, beta, …) or control-plane members (cp1, …)
  revive NAME…    switches them on again
  charts FOLDER   installs what a rendered site (dist/<site>) requires by chart, in place of helm: Traefik with its values
  kubectl …       kubectl as a cluster-admin of it`;

async function main(): Promise<number> {
  const [command, ...words] = process.argv.slice(2);
  if (command === undefined || command === '--help') {
    console.log(usage);
    return command === undefined ? 2 : 0;
  }
  checkHost();
  if (command === 'kubectl') return kubectl(await current(), words);
  if (command === 'status') return status(await current());
  const held = await lock();
  try {
    return await change(command, words);
  } finally {
    held.close();
  }
}

async function change(command: string, words: string[]): Promise<number> {
  const started = Date.now();
  const done = (what: string) => {
    console.log(`${what} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return 0;
  };
  switch (command) {
    case 'up': {
      const cluster = await up(size(words));
      return done(`${cluster.nodes.length} nodes, ${cluster.members.length} control-plane members: up`);
    }
    case 'down':
      await down();
      return done('down');
    case 'kill':
      await (await current()).kill(...names(words));
      return done(`${words.join(', ')}: plug pulled`);
    case 'revive':
      await (await current()).revive(...names(words));
      return done(`${words.join(', ')}: switched on`);
    case 'charts': {
      const [folder = '', ...others] = words;
      if (others.length > 0 || !existsSync(join(folder, 'charts'))) {
        throw new Unusable(`name the folder of one rendered site, with charts/ in it\n\n${usage}`);
      }
      await installCharts(await current(), folder);
      return done(`charts of ${folder}: installed`);
    }
    default:
      throw new Unusable(`what is ${command}?\n\n${usage}`);
  }
}

function names(words: string[]): string[] {
  if (words.length === 0) throw new Unusable(`name the machines\n\n${usage}`);
  return words;
}

function size(words: string[]) {
  try {
    const { values } = parseArgs({
      args: words,
      options: { nodes: { type: 'string', default: '3' }, 'control-plane': { type: 'string', default: '1' } },
    });
    const [nodes, members] = [Number(values.nodes), Number(values['control-plane'])];
    if (!(Number.isInteger(nodes) && nodes >= 1 && nodes <= mostNodes)) throw new Error(`--nodes: 1 to ${mostNodes}`);
    if (members !== 1 && members !== 3) throw new Error('--control-plane: 1 or 3');
    return { nodes, members };
  } catch (error) {
    throw new Unusable(`${(error as Error).message}\n\n${usage}`);
  }
}

async function status(cluster: Cluster): Promise<number> {
  for (const machine of cluster.machines) {
    console.log(
      `${machine.name.padEnd(8)} ${machine.address.padEnd(12)} ${(await cluster.isOn(machine)) ? 'on' : 'off'}`,
    );
  }
  const { code, stdout, stderr } = await cluster.kubectl.run('get', 'nodes');
  console.log(code === 0 ? stdout.trimEnd() : `the API server does not answer: ${stderr.trim().split('\n')[0]}`);
  console.log(`kubectl: nsenter --net=/run/netns/${lanNamespace} kubectl --kubeconfig ${adminKubeconfig}`);
  return code;
}

async function kubectl(cluster: Cluster, words: string[]): Promise<number> {
  const { code, stdout, stderr } = await cluster.kubectl.run(...words);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return code;
}

endOnSignals();
main()
  .catch((error: Error) => {
    console.error(error instanceof Unusable ? error.message : error.stack);
    return error instanceof Unusable ? 2 : 1;
  })
  .then((code) => {
    endAll();
    process.exit(code);
  });
