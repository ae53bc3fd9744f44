import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { yaml } from './addons';
import { type TraefikValues, traefik } from './addons/traefik';
import type { Cluster } from './cluster';

interface Requests {
  readonly cpu: string;
  readonly memory: string;
}

/**
 * Stands for the `helm upgrade --install` of a site's runbook: of the charts that a rendered site requires, Traefik is
 * the one whose values decide what the site's entry does. MetalLB is there from `up` and is told what its speakers ask for;
 * cert-manager is there as it is.
 * @param folder a rendered site, `dist/<site>`
 */
export async function installCharts({ kubectl }: Cluster, folder: string): Promise<void> {
  const metallb = join(folder, 'charts/metallb.values.yaml');
  if (existsSync(metallb)) {
    const { speaker } = load(readFileSync(metallb, 'utf8')) as { speaker: { resources: { requests: Requests } } };
    const { cpu, memory } = speaker.resources.requests;
    const requests = `--requests=cpu=${cpu},memory=${memory}`;
    await kubectl.must('set', 'resources', '--namespace=metallb-system', 'daemonset/speaker', '-c=speaker', requests);
    await kubectl.must('rollout', 'status', '--namespace=metallb-system', 'daemonset/speaker', '--timeout=180s');
  }
  const file = join(folder, 'charts/traefik.values.yaml');
  if (!existsSync(file)) return;
  await kubectl.apply(yaml(traefik('traefik', load(readFileSync(file, 'utf8')) as TraefikValues)));
  await kubectl.must('rollout', 'status', '--namespace=traefik', 'daemonset/traefik', '--timeout=180s');
}
