import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where everything of the test bed has its name, address and folder. Nothing here touches the machine. */

/** A machine of the imagined house: a network namespace on its LAN. */
export interface Machine {
  readonly name: string;
  readonly address: string;
}

const lanPrefix = '10.89.0';
export const lan = { cidr: `${lanPrefix}.0/24`, gateway: `${lanPrefix}.1`, client: `${lanPrefix}.200` } as const;
export const pods = '10.244.0.0/16';
export const services = { cidr: '10.96.0.0/16', api: '10.96.0.1', dns: '10.96.0.10' } as const;
export const apiPort = 6443;
/** The image of the process that holds a pod's namespaces; containerd is told its name. */
export const pauseImage = 'registry.k8s.io/pause:3.10';

const nodeNames = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
export const mostNodes = nodeNames.length;

export function nodesNamed(count: number): Machine[] {
  return nodeNames.slice(0, count).map((name, index) => ({ name, address: `${lanPrefix}.${11 + index}` }));
}

/** Members of the control plane stand apart from the nodes, so that any node can die alone. */
export function controlPlaneNamed(count: number): Machine[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `cp${index + 1}`,
    address: `${lanPrefix}.${2 + index}`,
  }));
}

/** Each node's pods have a /24 of their own, by the last byte of the node's address. */
export function podCidr(node: Machine): string {
  return `10.244.${node.address.split('.')[3]}.0/24`;
}

export const lanNamespace = 'mammut-lan';
export const clientNamespace = 'mammut-client';
export function namespaceOf(machine: Machine): string {
  return `mammut-${machine.name}`;
}

/** A node's cgroup, in every hierarchy; its pods' cgroups lie below. */
export function cgroupOf(node: Machine): string {
  return `mammut-${node.name}`;
}

/** What a run holds; gone after `down`. */
export const runFolder = '/var/tmp/mammut-cluster';
export const inRun = (...path: string[]) => join(runFolder, ...path);
export const adminKubeconfig = inRun('admin.kubeconfig');

/** What was built once, named by its content; delete it at will. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mammut', 'cluster');
