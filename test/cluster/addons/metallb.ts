import { type KubeObject, objectsOf } from './from-module';
import { soonElsewhere } from './tolerations';

/** MetalLB by its own manifest for layer 2, without pools: the site brings its pool. */
export async function metallb(): Promise<KubeObject[]> {
  const objects = await objectsOf('go.universe.tf/metallb', 'v0.16.1', 'config/manifests/metallb-native.yaml');
  for (const { kind, spec } of objects) {
    if (kind === 'Deployment') spec.template.spec.tolerations = soonElsewhere;
    if (kind === 'Deployment' || kind === 'DaemonSet') askSooner(spec.template.spec.containers);
  }
  return objects;
}

/** The manifest's readiness probes first ask after 10 s, which every `up` would wait for. */
function askSooner(containers: KubeObject[]): void {
  for (const { readinessProbe } of containers)
    Object.assign(readinessProbe, { initialDelaySeconds: 1, periodSeconds: 2 });
}
