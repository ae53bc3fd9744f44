import { podSecurityLabels } from '../kube/security';
import type { Requirement } from '../site/room';
import { commented } from './commented';
import type { Image } from './images';
import { toYaml } from './yaml';

/** requires.yaml: what somebody installs before our objects, with versions and commands, and what is fetched for them. */
export function requires(requirements: readonly Requirement[], images: readonly Image[]): string {
  const of = (kind: Requirement['kind']) => requirements.filter((one) => one.kind === kind);
  const common = (one: Requirement) => ({
    name: one.name,
    version: one.version,
    why: one.why,
    commands: commandsBefore(one),
  });
  return toYaml(
    {
      nodes: of('node').map(common),
      addons: of('addon').map(common),
      charts: of('chart').map((one) => ({
        ...(one.after && { installed: `after ${one.after}/` }),
        ...common(one),
        repository: one.chart?.repository,
        chart: one.chart?.chart,
        release: one.chart?.release,
        namespace: one.chart?.namespace,
        values: one.chart && valuesFile(one.chart.chart),
      })),
      existing: of('existing').map(common),
      images: images.map((one) => ({ ...one })),
    },
    {
      header:
        'what must be there before platform/ is applied; images: all that are named here, charts and addons fetch others of their own',
    },
  );
}

/** What a person types; of a chart, before it is installed. */
export function commandsBefore({ chart, commands }: Requirement): string[] {
  if (!chart?.privileged) return [...commands];
  const { namespace } = chart;
  const labels = Object.entries(podSecurityLabels('privileged')).map(([name, value]) => `${name}=${value}`);
  return [
    `kubectl create namespace ${namespace} --dry-run=client --output yaml | kubectl apply -f -`,
    `kubectl label namespace ${namespace} --overwrite ${labels.join(' ')}`,
    ...commands,
  ];
}

/** charts/<chart>.values.yaml: what differs from each chart's defaults. */
export function chartValues(requirements: readonly Requirement[]): [file: string, content: string][] {
  return requirements.flatMap(({ chart, version, why }) =>
    chart
      ? [
          [
            valuesFile(chart.chart),
            commented(
              toYaml(chart.values as object, { header: `${chart.chart} ${version ?? ''}: ${why}` }),
              chart.reasons,
            ),
          ],
        ]
      : [],
  );
}

export function valuesFile(chart: string): string {
  return `charts/${chart}.values.yaml`;
}
