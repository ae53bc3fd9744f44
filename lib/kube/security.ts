/** Contexts that Pod Security *restricted* accepts. Source: kubernetes.io/docs/concepts/security/pod-security-standards. */

/** A namespace's labels: what is refused in it, warned of and written down. */
export function podSecurityLabels(level: 'restricted' | 'privileged') {
  return {
    'pod-security.kubernetes.io/audit': level,
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': level,
  };
}

/** @param user uid and gid of the image's own user; volumes belong to the same group */
export function podSecurity(user: number) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    // Without it every start walks and chowns the whole media tree.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** @param readOnlyRoot whether the image runs with a read-only root filesystem; `@default true` */
export function containerSecurity(readOnlyRoot = true) {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: readOnlyRoot,
    capabilities: { drop: ['ALL'] },
  };
}

/** What every pod of ours says: no token, no environment made from Services (a Service `redis` would set REDIS_PORT). */
export const podDefaults = { automountServiceAccountToken: false, enableServiceLinks: false };
