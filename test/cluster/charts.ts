import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { yaml } from './addons';
import { type TraefikValues, traefik } from './addons/traefik';
import type { Cluster } from './cluster';

/**
 * Stands for the `helm upgrade --install` of a site's runbook: of the charts that a rendered site requires, Traefik is
 * the one whose values decide what the site's entry does. MetalLB and cert-manager are there from `up`.
 * @param folder a rendered site, `dist/<site>`
 */
export async function installCharts({ kubectl }: Cluster, folder: string): Promise<void> {
  const file = join(folder, 'charts/traefik.values.yaml');
  if (!existsSync(file)) return;
  await kubectl.apply(yaml(traefik('traefik', load(readFileSync(file, 'utf8')) as TraefikValues)));
  await kubectl.must('rollout', 'status', '--namespace=traefik', 'daemonset/traefik', '--timeout=180s');
}
