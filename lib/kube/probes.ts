import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { whole } from '../site/values';

/** When a probe runs and gives up. Units: seconds, and attempts for the threshold. */
export interface ProbeTiming {
  readonly initialDelaySeconds?: number | undefined;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

const override = (what: string) =>
  about(
    v.optional(
      fields({
        enabled: about(v.optional(v.boolean('allowed: true or false')), 'false removes the probe'),
        initialDelaySeconds: about(v.optional(whole(0, 3600)), 'seconds before the first attempt'),
        periodSeconds: about(v.optional(whole(1, 600)), 'seconds between attempts'),
        timeoutSeconds: about(v.optional(whole(1, 300)), 'seconds that an attempt may take'),
        failureThreshold: about(v.optional(whole(1, 2000)), 'failed attempts until Kubernetes acts'),
      }),
    ),
    what,
  );

/** Overrides of a component's probes; what is left out keeps its default. */
export const probesSchema = about(
  v.optional(
    fields({
      startup: override('until it succeeds the other probes wait; then the pod counts as started'),
      liveness: override('restarts the container when it fails'),
      readiness: override('takes the pod out of its Service while it fails'),
    }),
  ),
  "the container's probes, where they differ from the defaults",
);

export type DeclaredProbes = v.InferOutput<typeof probesSchema>;

/** Probes of one container as resolved: `undefined` is a removed probe. */
export interface Probes {
  readonly startup: ProbeTiming | undefined;
  readonly liveness: ProbeTiming | undefined;
  readonly readiness: ProbeTiming | undefined;
}

/** Defaults that suit a container on slow disks: patient at start, then quick to see a dead process. */
export function defaultProbes(slowStartSeconds: number): {
  startup: ProbeTiming;
  liveness: ProbeTiming;
  readiness: ProbeTiming;
} {
  return {
    startup: { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: Math.ceil(slowStartSeconds / 5) },
    liveness: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readiness: { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

/** @param slowStartSeconds time that a start may take before the container is restarted */
export function resolveProbes(declared: DeclaredProbes, slowStartSeconds: number): Probes {
  const defaults = defaultProbes(slowStartSeconds);
  const one = (kind: keyof Probes): ProbeTiming | undefined => {
    const { enabled = true, ...timing } = declared?.[kind] ?? {};
    return enabled ? { ...defaults[kind], ...timing } : undefined;
  };
  return { startup: one('startup'), liveness: one('liveness'), readiness: one('readiness') };
}

/** Seconds from container start until Kubernetes kills a container that never answered; undefined without any probe that kills. */
export function startupBudget(probes: Probes): number | undefined {
  const killing = probes.startup ?? probes.liveness;
  return killing && (killing.initialDelaySeconds ?? 0) + killing.periodSeconds * killing.failureThreshold;
}

type Handler = Readonly<Record<string, object | number>>;

/**
 * The three probe fields of a container, left out where removed.
 * @param handlers how each probe asks: `{ httpGet: … }`, `{ exec: … }`, `{ tcpSocket: … }`, and what else a probe has beside
 *   its timing; liveness and readiness default to the startup's
 */
export function probeFields<H extends Handler>(probes: Probes, handlers: { startup: H; liveness?: H; readiness?: H }) {
  const { startup, liveness = startup, readiness = startup } = handlers;
  return {
    ...(probes.startup && { startupProbe: { ...startup, ...probes.startup } }),
    ...(probes.liveness && { livenessProbe: { ...liveness, ...probes.liveness } }),
    ...(probes.readiness && { readinessProbe: { ...readiness, ...probes.readiness } }),
  };
}
