import type * as k8s from './k8s';

/**
 * A name server's pod on a node that just died still gets questions, until Kubernetes gives the node up. glibc asks it
 * twice, five seconds each, and then the same for the name with a suffix: 20 s in which a thread serves nobody; so it is
 * 4 s. All attempts of one question come from one port, and kube-proxy sends them to one pod: only a question that is
 * asked anew may meet another one. Source: `unshare` with a name server that never answers, glibc 2.36.
 */
export const quickDns: k8s.PodDnsConfig = {
  options: [
    { name: 'timeout', value: '1' },
    { name: 'attempts', value: '2' },
  ],
};
