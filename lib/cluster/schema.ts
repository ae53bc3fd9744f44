import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { absoluteFolder } from '../site/names';
import { address, cidr, dnsLabel, dnsName, kubernetesVersion, port, quantity } from '../site/values';

const node = fields({
  name: about(dnsName(), 'NAME of `kubectl get nodes`'),
  address: about(address(), 'INTERNAL-IP of `kubectl get nodes -o wide`'),
  memory: about(quantity(), 'memory of the machine'),
  disk: about(quantity(), "size of the system's disk"),
  dataDisk: about(
    v.optional(quantity()),
    'size of a second disk that holds volumes; left out: volumes lie beside the system',
  ),
  controlPlane: about(
    v.optional(v.boolean('allowed: true or false')),
    "whether this node votes in the control plane; the default is the distribution's way of joining nodes",
  ),
  arch: about(v.optional(v.picklist(['amd64', 'arm64'], 'allowed: amd64 or arm64'), 'amd64'), 'processor architecture'),
});

export const clusterSchema = fields({
  name: about(
    v.optional(dnsLabel(40)),
    "name of the cluster, for several sites that share it; the site's name when left out",
  ),
  distribution: about(
    v.picklist(['microk8s', 'k3s', 'kubeadm', 'talos', 'k0s'], 'allowed: microk8s, k3s, kubeadm, talos or k0s'),
    'Kubernetes distribution; decides folders, address ranges, class names and ports',
  ),
  version: about(kubernetesVersion(), 'Kubernetes version, in quotes'),
  nodes: about(
    v.pipe(
      v.array(node, 'allowed: a list of nodes'),
      v.minLength(1, 'allowed: one node or more'),
      v.maxLength(200, 'allowed: 200 nodes at most'),
    ),
    'the machines of the cluster',
  ),
  podCidr: about(v.optional(cidr()), "pods' address range, if it was changed from the distribution's"),
  serviceCidr: about(v.optional(cidr()), "Services' address range, if it was changed from the distribution's"),
  apiPort: about(v.optional(port()), "the API server's port, if it was changed from the distribution's"),
  kubeletDir: about(v.optional(absoluteFolder()), "the kubelet's folder; must be the one that the distribution uses"),
});

export type DeclaredCluster = v.InferOutput<typeof clusterSchema>;
