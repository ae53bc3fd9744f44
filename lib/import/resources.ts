import { isMap } from './values';

/** Kubernetes' requests and limits as a declaration has them; undefined where nothing is said. */
export function resources(values: Readonly<Record<string, unknown>>): object | undefined {
  const { requests, limits } = values;
  const of = (map: unknown, key: string) => (isMap(map) && map[key] !== undefined ? String(map[key]) : undefined);
  const said = { cpu: of(requests, 'cpu'), memory: of(requests, 'memory'), memoryLimit: of(limits, 'memory') };
  return Object.values(said).every((one) => one === undefined) ? undefined : said;
}
