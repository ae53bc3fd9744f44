import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { dnsLabel } from '../site/values';

/** Whether the cluster has the Prometheus operator, and where. */
export interface Monitoring {
  /** PodMonitors, ServiceMonitors and PrometheusRules are rendered. */
  readonly enabled: boolean;
  /** Namespace of Prometheus: it may scrape our pods. */
  readonly namespace: string;
  readonly alerts: boolean;
}

export const monitoringSchema = v.optional(
  fields({
    enabled: about(
      v.optional(v.boolean('allowed: true or false'), false),
      'the cluster has the Prometheus operator: render monitors',
    ),
    namespace: about(v.optional(dnsLabel(), 'monitoring'), 'namespace that Prometheus runs in'),
    alerts: about(v.optional(v.boolean('allowed: true or false'), true), 'render alerts too'),
  }),
  {},
);

export function resolveMonitoring(declared: v.InferOutput<typeof monitoringSchema>): Monitoring {
  return declared;
}
