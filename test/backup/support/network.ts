import { keepaliveSysctls } from '../../../lib/kube/sysctls';
import { inNetworkOf, may, must } from '../../cluster/command';

/** Two network namespaces with a cable between them: a pod's, with its sysctls, and the database's. */
export class Network {
  readonly pod = `mammut-backup-pod-${process.pid}`;
  readonly database = `mammut-backup-db-${process.pid}`;
  static readonly databaseAddress = '10.97.0.1';
  static readonly podAddress = '10.97.0.2';

  async create(): Promise<void> {
    const addresses = { [this.database]: Network.databaseAddress, [this.pod]: Network.podAddress };
    for (const namespace of Object.keys(addresses)) await must('ip', 'netns', 'add', namespace);
    const ends = ['eth0', 'netns', this.pod, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.database];
    await must('ip', 'link', 'add', ...ends);
    for (const [namespace, address] of Object.entries(addresses)) {
      await must('ip', '-n', namespace, 'address', 'add', `${address}/30`, 'dev', 'eth0');
      for (const device of ['lo', 'eth0']) await must('ip', '-n', namespace, 'link', 'set', device, 'up');
    }
    for (const { name, value } of keepaliveSysctls)
      await must(...inNetworkOf(this.pod), 'sysctl', '--quiet', '--write', `${name}=${value}`);
  }

  /** As when the machine at the other end loses its power: what is sent there gets no answer at all. */
  async cut(): Promise<void> {
    for (const chain of ['INPUT', 'OUTPUT']) await must(...inNetworkOf(this.database), 'iptables', '-P', chain, 'DROP');
  }

  async mend(): Promise<void> {
    for (const chain of ['INPUT', 'OUTPUT'])
      await must(...inNetworkOf(this.database), 'iptables', '-P', chain, 'ACCEPT');
  }

  async remove(): Promise<void> {
    for (const namespace of [this.pod, this.database]) await may('ip', 'netns', 'delete', namespace);
  }
}
