import type { Requirement } from '../site/room';
import { type Check, cantTell, fail, nameIn, type Whole, warn } from './check';
import type { Any } from './seen';
import type { Wanted } from './wanted';

type ByChart = Requirement & { readonly chart: NonNullable<Requirement['chart']> };

const chartsOf = ({ requirements }: Wanted): ByChart[] =>
  requirements.filter((one): one is ByChart => one.chart !== undefined);

const workloads = ({ deployments, daemonSets, statefulSets }: Whole): readonly Any[] => [
  ...deployments,
  ...daemonSets,
  ...statefulSets,
];

export const chartChecks: readonly Check[] = [
  {
    name: 'pods',
    needs: ['deployments', 'daemonSets', 'statefulSets'],
    passed: 'operators, drivers, the ingress controller and the site itself run with all their pods',
    *find({ site, requirements }, seen) {
      const brought = requirements.flatMap(({ provides }) => provides?.namespaces ?? []);
      const namespaces = new Set([...brought, site.namespace]);
      for (const one of workloads(seen).filter(({ metadata }) => namespaces.has(metadata.namespace))) {
        const { ready, wanted } = countOf(one);
        if (ready < wanted)
          yield (ready === 0 ? fail : warn)(
            `${nameIn(one)} has ${ready} of ${wanted} pods ready`,
            `kubectl -n ${one.metadata.namespace} get pods -o wide, then describe the one that is not`,
          );
      }
    },
  },
  {
    name: 'charts',
    needs: ['deployments', 'daemonSets', 'statefulSets'],
    idle: (wanted) => (chartsOf(wanted).length === 0 ? 'the site needs no chart' : undefined),
    passed: 'every chart is of the version in the lock',
    *find(wanted, seen) {
      for (const { chart, version = '' } of chartsOf(wanted)) {
        const there = workloads(seen).filter(({ metadata }) => metadata.namespace === chart.namespace);
        const found = new Set(there.flatMap((one) => versionOf(chart.chart, one.metadata.labels ?? {})));
        if (there.length === 0)
          yield fail(
            `nothing runs in ${chart.namespace}, where chart ${chart.chart} belongs`,
            'chapter 2 of the runbook',
          );
        else if (found.size === 0)
          yield cantTell(
            `nothing in ${chart.namespace} says which version of chart ${chart.chart} it is of, wanted is ${version}`,
            `helm -n ${chart.namespace} list`,
          );
        for (const other of found)
          if (other !== bare(version))
            yield warn(
              `chart ${chart.chart} is installed as ${other}, wanted is ${version}`,
              'chapter 2 of the runbook, or the version that you want in the lock',
            );
      }
    },
  },
];

function countOf({ spec, status = {} }: Any): { readonly ready: number; readonly wanted: number } {
  return {
    ready: status.numberReady ?? status.readyReplicas ?? 0,
    wanted: status.desiredNumberScheduled ?? spec.replicas ?? 1,
  };
}

const bare = (version: string) => version.replace(/^v/, '');

/**
 * Helm's recommended label, and what charts wrote before there was one: `cloudnative-pg-0.29.0`, or the version in a label of its own.
 * Source: helm.sh/docs/chart_best_practices/labels; templates/_helpers.tpl of the charts.
 */
function versionOf(chart: string, labels: Readonly<Record<string, string>>): string[] {
  const said = labels['helm.sh/chart'] ?? labels.chart;
  if (said === chart && labels.chartVersion !== undefined) return [bare(labels.chartVersion)];
  const version = said?.startsWith(`${chart}-`) ? bare(said.slice(chart.length + 1)) : '';
  return /^\d/.test(version) ? [version] : [];
}
