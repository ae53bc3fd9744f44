import type { Requirement } from '../site/room';
import { toYaml } from './yaml';

/** requires.yaml: what somebody installs before our objects, with versions and commands. */
export function requires(requirements: readonly Requirement[]): string {
  const of = (kind: Requirement['kind']) => requirements.filter((one) => one.kind === kind);
  const common = ({ name, version, why, commands }: Requirement) => ({ name, version, why, commands: [...commands] });
  return toYaml(
    {
      nodes: of('node').map(common),
      addons: of('addon').map(common),
      charts: of('chart').map((one) => ({
        ...common(one),
        repository: one.chart?.repository,
        chart: one.chart?.chart,
        release: one.chart?.release,
        namespace: one.chart?.namespace,
        values: one.chart && valuesFile(one.chart.chart),
      })),
      existing: of('existing').map(common),
    },
    { header: 'what must be there before platform/ is applied' },
  );
}

/** charts/<chart>.values.yaml: what differs from each chart's defaults. */
export function chartValues(requirements: readonly Requirement[]): [file: string, content: string][] {
  return requirements.flatMap(({ chart, version, why }) =>
    chart
      ? [
          [
            valuesFile(chart.chart),
            toYaml(chart.values as object, { header: `${chart.chart} ${version ?? ''}: ${why}` }),
          ],
        ]
      : [],
  );
}

export function valuesFile(chart: string): string {
  return `charts/${chart}.values.yaml`;
}
