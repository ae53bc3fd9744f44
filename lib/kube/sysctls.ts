/**
 * TCP keep-alive of a pod's connections: a peer whose machine vanished is noticed after 30 + 3 × 10 s instead of two
 * hours and eleven minutes. Works for sockets that ask for keep-alive, as those of libpq, redis-client and ioredis do.
 * Not those of the streaming server's node-pg, which asks for none: a question that it had sent hangs for fifteen minutes.
 * A field of the pod's security context; *restricted* allows all three from Kubernetes 1.29 on.
 * Source: kubernetes.io/docs/concepts/security/pod-security-standards, "Sysctls".
 */
export const keepaliveSysctls = [
  { name: 'net.ipv4.tcp_keepalive_time', value: '30' },
  { name: 'net.ipv4.tcp_keepalive_intvl', value: '10' },
  { name: 'net.ipv4.tcp_keepalive_probes', value: '3' },
];
