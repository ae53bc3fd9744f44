/** What differs between Kubernetes distributions, as far as rendered objects or the runbook depend on it. */
export interface Distribution {
  readonly name: DistributionName;
  readonly title: string;
  /** Where this distribution's kubelet keeps pods' volumes; CSI drivers must be told the same. */
  readonly kubeletDir: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly apiPort: number;
  /** Lines after which `kubectl` and `helm`, typed on a node of the control plane, mean this cluster. */
  readonly shell: readonly string[];
  /** The class that the distribution's own local volume provisioner serves, if it has one. */
  readonly localVolumes: 'microk8s-hostpath' | 'local-path' | 'openebs-hostpath';
  readonly ingress: DistributionIngress;
  /** Whether further nodes join as control-plane members when nothing is said. */
  readonly joinsControlPlane: boolean;
  /** Control-plane nodes carry node.kubernetes.io/exclude-from-external-load-balancers: MetalLB announces nothing there. */
  readonly excludesControlPlaneFromLoadBalancers: boolean;
  /** Control-plane nodes carry the NoSchedule taint. */
  readonly taintsControlPlane: boolean;
  /** A built-in load balancer that would answer beside MetalLB. */
  readonly builtInLoadBalancer?: { readonly name: string; readonly disable: string };
  /** NetworkPolicies are enforced without installing anything. */
  readonly enforcesNetworkPolicy: boolean;
  /** It does so in a program that no pod shows, unless this is among the arguments that an annotation of its nodes lists. */
  readonly hiddenPolicies?: { readonly annotation: string; readonly off: string };
  readonly haDatastore: string;
  /** It keeps pods of CoreDNS on different nodes; others start one, or several on the node that was there first. */
  readonly spreadsNameServers: boolean;
}

export type DistributionName = 'microk8s' | 'k3s' | 'kubeadm' | 'talos' | 'k0s';

/** The ingress controller that a distribution brings, or none. */
export interface DistributionIngress {
  /** `addon`: switched on by the distribution's own means. `none`: installed by its chart. */
  readonly by: 'addon' | 'none';
  readonly className: string;
  readonly namespace: string;
  /** Labels of the controller's pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Ports that the controller's pods listen on. */
  readonly ports: { readonly http: number; readonly https: number };
}

const traefikChart: DistributionIngress = {
  by: 'none',
  className: 'traefik',
  namespace: 'traefik',
  podLabels: { 'app.kubernetes.io/name': 'traefik' },
  ports: { http: 8000, https: 8443 },
};

/** Sources: microk8s v1.36 default-args and core-addons; docs.k3s.io, "Cluster access"; docs.k0sproject.io, k0s-multi-node (admin.conf) and storage (kubelet); Talos v1.13 pkg/machinery/config; kubeadm defaults. */
export const distributions: Readonly<Record<DistributionName, Distribution>> = {
  microk8s: {
    name: 'microk8s',
    title: 'MicroK8s',
    kubeletDir: '/var/snap/microk8s/common/var/lib/kubelet',
    podCidr: '10.1.0.0/16',
    serviceCidr: '10.152.183.0/24',
    apiPort: 16443,
    shell: ["alias kubectl='microk8s kubectl'", "alias helm='microk8s helm3'"],
    localVolumes: 'microk8s-hostpath',
    ingress: {
      by: 'addon',
      className: 'public',
      namespace: 'ingress',
      podLabels: { 'app.kubernetes.io/name': 'traefik' },
      ports: { http: 8000, https: 8443 },
    },
    joinsControlPlane: true,
    excludesControlPlaneFromLoadBalancers: false,
    taintsControlPlane: false,
    enforcesNetworkPolicy: true,
    haDatastore: 'dqlite on three or more nodes that joined without --worker',
    spreadsNameServers: false,
  },
  k3s: {
    name: 'k3s',
    title: 'K3s',
    kubeletDir: '/var/lib/kubelet',
    podCidr: '10.42.0.0/16',
    serviceCidr: '10.43.0.0/16',
    apiPort: 6443,
    // Its kubectl knows the file by itself, helm does not.
    shell: ['export KUBECONFIG=/etc/rancher/k3s/k3s.yaml    # unless K3s was told otherwise, root alone may read it'],
    localVolumes: 'local-path',
    ingress: {
      by: 'addon',
      className: 'traefik',
      namespace: 'kube-system',
      podLabels: { 'app.kubernetes.io/name': 'traefik' },
      ports: { http: 8000, https: 8443 },
    },
    joinsControlPlane: true,
    excludesControlPlaneFromLoadBalancers: false,
    taintsControlPlane: false,
    builtInLoadBalancer: { name: 'ServiceLB', disable: 'start every server with --disable=servicelb' },
    enforcesNetworkPolicy: true,
    // k3s, pkg/nodeconfig/nodeconfig.go: what its files say is among them.
    hiddenPolicies: { annotation: 'k3s.io/node-args', off: '--disable-network-policy' },
    haDatastore: 'embedded etcd (--cluster-init) on three or more servers',
    spreadsNameServers: false,
  },
  kubeadm: {
    name: 'kubeadm',
    title: 'kubeadm',
    kubeletDir: '/var/lib/kubelet',
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.96.0.0/12',
    apiPort: 6443,
    shell: [],
    localVolumes: 'openebs-hostpath',
    ingress: traefikChart,
    joinsControlPlane: false,
    excludesControlPlaneFromLoadBalancers: true,
    taintsControlPlane: true,
    enforcesNetworkPolicy: false,
    haDatastore: 'stacked etcd on three or more control-plane nodes',
    spreadsNameServers: false,
  },
  talos: {
    name: 'talos',
    title: 'Talos Linux',
    kubeletDir: '/var/lib/kubelet',
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.96.0.0/12',
    apiPort: 6443,
    shell: [],
    localVolumes: 'openebs-hostpath',
    ingress: traefikChart,
    joinsControlPlane: false,
    excludesControlPlaneFromLoadBalancers: true,
    taintsControlPlane: true,
    enforcesNetworkPolicy: false,
    haDatastore: 'etcd on three or more control-plane nodes',
    spreadsNameServers: false,
  },
  k0s: {
    name: 'k0s',
    title: 'k0s',
    kubeletDir: '/var/lib/k0s/kubelet',
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.96.0.0/12',
    apiPort: 6443,
    shell: ["alias kubectl='k0s kubectl'", 'export KUBECONFIG=/var/lib/k0s/pki/admin.conf    # root alone may read it'],
    localVolumes: 'openebs-hostpath',
    ingress: traefikChart,
    joinsControlPlane: false,
    excludesControlPlaneFromLoadBalancers: false,
    taintsControlPlane: true,
    enforcesNetworkPolicy: true,
    haDatastore: 'etcd on three or more controllers',
    spreadsNameServers: true,
  },
};
