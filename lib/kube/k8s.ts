/**
 * Kubernetes' own kinds, typed (cdk8s-plus-27's generated L1). Everything imports them through this one file:
 * the build turns what is behind it into ES modules, so that kinds nobody uses fall out of the bundle.
 */
export * from 'cdk8s-plus-27/lib/imports/k8s';
