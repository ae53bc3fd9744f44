import { bytes } from '../kube/quantity';
import { type Check, fail, named, warn } from './check';
import type { Any } from './seen';

/** `v1.36.3` → `1.36`. */
const minorOf = (version: string): string => version.replace(/^v/, '').split('.').slice(0, 2).join('.');

export const clusterChecks: readonly Check[] = [
  {
    name: 'version',
    needs: ['version'],
    passed: 'Kubernetes is as declared',
    *find({ site: { cluster } }, { version }) {
      const [running, declared] = [minorOf(version), minorOf(cluster.version)];
      if (running !== declared)
        yield warn(`Kubernetes ${running} runs, ${declared} is declared`, 'declare cluster.version, render and review');
    },
  },
  {
    name: 'kubelets',
    needs: ['version', 'nodes'],
    passed: 'every kubelet is of the version of the API server',
    *find(_wanted, { version, nodes }) {
      for (const { metadata, status } of nodes) {
        const own = status.nodeInfo?.kubeletVersion;
        if (own !== undefined && minorOf(own) !== minorOf(version))
          yield warn(
            `${metadata.name}'s kubelet is ${minorOf(own)}, the API server ${minorOf(version)}`,
            'finish the upgrade of Kubernetes: no kubelet may be newer than the API server, none three versions older',
          );
      }
    },
  },
  {
    name: 'nodes',
    needs: ['nodes'],
    passed: 'every declared machine is there, ready, with its address, architecture and memory',
    *find({ site: { cluster } }, { nodes }) {
      for (const declared of cluster.nodes) {
        const node = named(nodes, declared.name);
        if (node === undefined) {
          const missing = `${declared.name} is declared and not in the cluster`;
          const fix = 'join it, or declare the names of `kubectl get nodes`';
          // Some distributions run no kubelet where nothing but the control plane runs.
          yield declared.schedulable ? fail(missing, fix) : warn(missing, `${fix}; fine where it runs no kubelet`);
          continue;
        }
        const { status, spec } = node;
        const ready = status.conditions?.find(({ type }: Any) => type === 'Ready')?.status === 'True';
        const address = status.addresses?.find(({ type }: Any) => type === 'InternalIP')?.address;
        const { architecture } = status.nodeInfo ?? {};
        if (!ready) yield fail(`${declared.name} is not ready`, `kubectl describe node ${declared.name}`);
        for (const { type, status: is } of status.conditions ?? [])
          if (type.endsWith('Pressure') && is === 'True')
            yield fail(`${declared.name} says ${type}`, `make room: kubectl describe node ${declared.name}`);
        if (spec?.unschedulable) yield warn(`${declared.name} takes no new pods`, `kubectl uncordon ${declared.name}`);
        if (address !== declared.address)
          yield fail(
            `${declared.name} has the address ${address}, declared is ${declared.address}`,
            'declare the address that it has',
          );
        if (architecture !== undefined && architecture !== declared.arch)
          yield fail(
            `${declared.name} is ${architecture}, declared is ${declared.arch}`,
            'declare cluster.nodes[].arch',
          );
        const memory = bytes(status.capacity?.memory ?? '0');
        // Firmware and graphics keep some of what is on the label.
        if (memory < bytes(declared.memory) * 0.9)
          yield fail(
            `${declared.name} has ${Math.floor(memory / 2 ** 20)}Mi of memory, declared are ${declared.memory}`,
            'declare what it has',
          );
      }
    },
  },
  {
    name: 'unknown nodes',
    needs: ['nodes'],
    passed: 'no machine is in the cluster that is not declared',
    *find({ site: { cluster } }, { nodes }) {
      for (const { metadata } of nodes)
        if (!cluster.nodes.some(({ name }) => name === metadata.name))
          yield warn(
            `${metadata.name} is in the cluster and not declared`,
            'declare it: budgets and spread count without it',
          );
    },
  },
  {
    name: 'Pod Security',
    needs: ['namespace'],
    passed: 'the namespace refuses pods that ask for more than restricted',
    *find({ site: { namespace } }, { namespace: found }) {
      if (found.metadata?.labels?.['pod-security.kubernetes.io/enforce'] !== 'restricted')
        yield warn(
          `namespace ${namespace} does not enforce restricted`,
          'kubectl apply -f platform/namespace/namespace.yaml',
        );
    },
  },
  {
    name: 'clocks',
    needs: ['leases'],
    passed: "every machine's clock agrees with this one's",
    *find({ site: { cluster } }, { leases }, now) {
      for (const { name } of cluster.nodes) {
        const renewed = named(leases, name)?.spec?.renewTime;
        // A kubelet renews every ten seconds and notes its own clock; one whose note is old may be dead instead.
        const ahead = renewed === undefined ? 0 : Math.round((Date.parse(renewed) - now) / 1000);
        if (ahead > 5)
          yield warn(
            `${name}'s clock is ${ahead} s ahead of this machine's`,
            'run a time service (chrony) on every machine: certificates, sign-ins and backups go by the clock',
          );
      }
    },
  },
  {
    name: 'RBAC',
    needs: ['nobodyMayCreatePods'],
    passed: 'the API server asks who may do what',
    *find({ site: { cluster } }, { nobodyMayCreatePods }) {
      if (nobodyMayCreatePods)
        yield fail(
          'everybody may do everything: any pod that is taken over owns the cluster',
          cluster.distribution.name === 'microk8s'
            ? 'microk8s enable rbac'
            : 'start kube-apiserver with --authorization-mode=Node,RBAC',
        );
    },
  },
];
