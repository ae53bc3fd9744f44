import { argumentsOf, containersOf } from './announcer';

interface PolicyPlugin {
  readonly title: string;
  /** Name of its container on every node. */
  readonly container: string;
  /** Undefined: some versions of it do. */
  readonly enforces: boolean | undefined;
  /** Argument by which it is told not to. */
  readonly off?: string;
}

/**
 * Network plugins by what each runs on every node.
 * Sources: canonical/microk8s, cni.yaml; docs.tigera.io (Calico, Canal); docs.cilium.io; k0s, kuberouter.go; antrea.io;
 * weaveworks/weave; kubernetes-sigs/kube-network-policies; flannel-io/flannel; kubernetes-sigs/kind#3612 (kindnet, from 2024 on).
 */
const plugins: readonly PolicyPlugin[] = [
  { title: 'Calico', container: 'calico-node', enforces: true },
  { title: 'Cilium', container: 'cilium-agent', enforces: true },
  { title: 'kube-router', container: 'kube-router', enforces: true, off: '--run-firewall=false' },
  { title: 'Antrea', container: 'antrea-agent', enforces: true },
  { title: 'Weave Net', container: 'weave-npc', enforces: true },
  { title: 'kube-network-policies', container: 'kube-network-policies', enforces: true },
  { title: 'flannel', container: 'kube-flannel', enforces: false },
  { title: 'kindnet', container: 'kindnet-cni', enforces: undefined },
];

/** A network plugin that a cluster shows. */
export interface FoundPlugin {
  readonly title: string;
  /** Shape: `kube-system/calico-node`. */
  readonly of: string;
  /** Whether it enforces NetworkPolicies; undefined where that depends on its version. */
  readonly enforces: boolean | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: DaemonSets of a running cluster
export function policyPluginsIn(daemonSets: readonly any[]): FoundPlugin[] {
  return containersOf(daemonSets).flatMap(({ of, container }) => {
    const plugin = plugins.find((one) => one.container === container.name);
    if (plugin === undefined) return [];
    const off = plugin.off !== undefined && argumentsOf(container).includes(plugin.off);
    return [{ title: plugin.title, of, enforces: off ? false : plugin.enforces }];
  });
}

/** Names of those that enforce, for people. */
export const enforcers: readonly string[] = plugins.flatMap(({ title, enforces }) => (enforces ? [title] : []));
