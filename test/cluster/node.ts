import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inNetworkOf, must } from './command';
import { startRelay } from './control-plane';
import { cgroupFolders } from './kill';
import { cgroupOf, inRun, type Machine, pauseImage, podCidr, pods, services } from './layout';
import { forwardPods, plugIn } from './network';
import { pki } from './pki';
import { folderOf, sharedDisks } from './shared-disk';

export interface NodePrograms {
  readonly kubernetes: string;
  readonly networkPolicy: string;
}

/** Folders that a node covers with mounts of its own; the machine may lack them. */
export const mountPoints = [
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/etc/cni/net.d',
  '/var/lib/cni',
  '/var/log/pods',
  '/var/log/containers',
  '/opt/local-path-provisioner',
  '/run/containerd',
  '/run/netns',
  ...sharedDisks.map((disk) => `/srv/${disk}`),
];

/** What a node keeps when its plug is pulled. */
export const diskOf = (node: Machine) => inRun('nodes', node.name);

/** Switches a node on, for the first time or again. */
export async function startNode(
  node: Machine,
  nodes: readonly Machine[],
  members: readonly Machine[],
  programs: NodePrograms,
): Promise<void> {
  await plugIn(node, nodes);
  await forwardPods(node);
  makeCgroups(node);
  const disk = diskOf(node);
  mkdirSync(join(disk, 'cni'), { recursive: true });
  writeFileSync(join(disk, 'containerd.toml'), containerdConfig);
  for (const [file, config] of Object.entries(configs(node))) writeFileSync(join(disk, file), JSON.stringify(config));
  startRelay(programs.kubernetes, inNetwork(node), members);
  await must(
    ...inNetworkOf(node),
    ...['unshare', '--mount', '--propagation', 'private'],
    join(process.cwd(), 'test/cluster/node.sh'),
    ...[node.name, disk, podCidr(node), programs.kubernetes, programs.networkPolicy],
    ...sharedDisks.map(folderOf),
  );
}

const inNetwork = (node: Machine) => `mammut-${node.name}`;

/** Kubelets that share a kernel would end each other's pods as orphans, had they one cgroup. */
function makeCgroups(node: Machine): void {
  for (const folder of cgroupFolders(cgroupOf(node))) {
    mkdirSync(folder, { recursive: true });
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      const inherited = join(folder, '..', file);
      if (existsSync(inherited)) writeFileSync(join(folder, file), readFileSync(inherited));
    }
  }
}

const containerdConfig = `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  enable_unprivileged_ports = true
  # Without CAP_SYS_RESOURCE nobody may lower a process's score, and runc dies of it.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;

function configs(node: Machine): Record<string, object> {
  return {
    // Routed point to point, as Calico has it: all that pods say to each other passes the node's FORWARD hook.
    'cni/10-pods.conflist': {
      cniVersion: '0.4.0',
      name: 'pods',
      plugins: [
        {
          type: 'ptp',
          ipam: { type: 'host-local', ranges: [[{ subnet: podCidr(node) }]], routes: [{ dst: '0.0.0.0/0' }] },
        },
        { type: 'portmap', capabilities: { portMappings: true } },
      ],
    },
    'kubelet.json': {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/${cgroupOf(node)}`,
      failCgroupV1: false,
      failSwapOn: false,
      containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: pki('ca.crt') },
      },
      authorization: { mode: 'Webhook' },
      clusterDNS: [services.dns],
      clusterDomain: 'cluster.local',
      resolvConf: '/dev/null',
      evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1Gi', 'imagefs.available': '1Gi' },
      imageGCHighThresholdPercent: 100,
      // MetalLB's webhook waits until its kubelet brings the Secret that it wrote itself: a minute by default.
      syncFrequency: '5s',
    },
    'proxy.json': {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      clientConnection: { kubeconfig: inRun('proxy.kubeconfig') },
      clusterCIDR: pods,
      mode: 'iptables',
      hostnameOverride: node.name,
      conntrack: { maxPerCore: 0, min: 0 },
      bindAddress: '0.0.0.0',
    },
  };
}
