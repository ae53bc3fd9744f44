/**
 * TCP keep-alive of a pod's connections: a peer whose machine vanished is noticed after 30 + 3 × 10 s instead of two
 * hours and eleven minutes. All three are on the list of safe sysctls that Pod Security *restricted* allows.
 * Works for sockets that ask for keep-alive: Ruby's, Node's and libpq's do.
 *
 * @param minor Kubernetes' minor version; older than 1.29 refuses the pod, so nothing is set there
 * Source: kubernetes.io/docs/concepts/security/pod-security-standards, "Sysctls".
 */
export function keepaliveSysctls(minor: number): { sysctls?: { name: string; value: string }[] } {
  if (minor < 29) return {};
  return {
    sysctls: [
      { name: 'net.ipv4.tcp_keepalive_time', value: '30' },
      { name: 'net.ipv4.tcp_keepalive_intvl', value: '10' },
      { name: 'net.ipv4.tcp_keepalive_probes', value: '3' },
    ],
  };
}
