/** A pod of an addon is replaced 10 s after its node counts as lost; Kubernetes' own default is 300 s. */
export const soonElsewhere = ['not-ready', 'unreachable'].map((what) => ({
  key: `node.kubernetes.io/${what}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 10,
}));
