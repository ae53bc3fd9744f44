import type { Law } from './law';

interface Backend {
  readonly name: string;
  readonly port: number | string | undefined;
}

export const backends: Law = {
  name: 'audit/backends',
  why: 'every request that the entry takes leads to a Service of ours, or of a named chart, on a port that it has; anything else answers 404 or 503',
  *check({ objects, requirements }) {
    const made = requirements.flatMap(({ provides }) => provides?.services ?? []);
    for (const object of objects) {
      for (const { name, port } of backendsOf(object.json)) {
        const service = objects.find(
          ({ json }) =>
            json.kind === 'Service' &&
            json.metadata.name === name &&
            json.metadata.namespace === object.json.metadata.namespace,
        );
        const byChart = made.find((one) => one.name === name)?.ports.map((one) => ({ port: one }));
        const ports: readonly { name?: string; port: number }[] = service?.json.spec.ports ?? byChart ?? [];
        if (service === undefined && byChart === undefined)
          yield { object, message: `leads to Service ${name}, which is neither rendered nor made by a named chart` };
        else if (!ports.some((one) => one.port === port || one.name === port)) {
          yield { object, message: `leads to port ${port} of Service ${name}, which has none such` };
        }
      }
    }
  },
};

// biome-ignore lint/suspicious/noExplicitAny: an Ingress or an HTTPRoute as JSON
function backendsOf({ kind, spec }: any): Backend[] {
  // biome-ignore lint/suspicious/noExplicitAny: their rules as JSON
  const rules: any[] = spec?.rules ?? [];
  if (kind === 'Ingress') {
    return rules
      .flatMap((rule) => rule.http?.paths ?? [])
      .map(({ backend: { service } }) => ({ name: service.name, port: service.port.number ?? service.port.name }));
  }
  return kind === 'HTTPRoute' ? rules.flatMap((rule) => rule.backendRefs ?? []) : [];
}
