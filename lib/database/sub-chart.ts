import { defaultProbes, type Probes } from '../kube/probes';
import { type Resources, resourceFields } from '../kube/resources';
import type { Path } from '../site/finding';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { DataVolume } from '../storage/choose';
import { singleRunbook } from './single-runbook';

// What the database, Redis and search have in common where a sub-chart of Bitnami's brings them, as mastodon/chart does.

const parts = ['database', 'redis', 'search'] as const;

/** What sub-charts bring of a site, and where it is declared. */
export function bundledParts(site: Site): { part: (typeof parts)[number]; path: Path }[] {
  return parts
    .filter((part) => site[part].isBundled)
    .map((part) => ({ part, path: [part, part === 'redis' ? 'mode' : 'engine'] }));
}

/** Values below one key of the parent's, and why each is set. */
export interface SubChart {
  readonly values: object;
  /** Path below the key → why. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** One server of a sub-chart as it is resolved. */
export interface SubChartServer {
  readonly volume: DataVolume | undefined;
  readonly probes: Probes | undefined;
  readonly slowStartSeconds: number;
  readonly resources: Resources | undefined;
}

/** Kinds of probes under Bitnami's own names. A probe that is left as we have it by default is left to the chart, but the first. */
function probeValues({ probes, slowStartSeconds }: SubChartServer) {
  const usual = defaultProbes(slowStartSeconds);
  const one = (kind: keyof Probes) => {
    const timing = probes?.[kind];
    if (timing === undefined) return { enabled: false };
    return { enabled: true, ...timing, initialDelaySeconds: timing.initialDelaySeconds ?? 0 };
  };
  const differs = (kind: keyof Probes) => JSON.stringify(probes?.[kind]) !== JSON.stringify(usual[kind]);
  return {
    startupProbe: one('startup'),
    ...(differs('liveness') && { livenessProbe: one('liveness') }),
    ...(differs('readiness') && { readinessProbe: one('readiness') }),
  };
}

/** What the one server is told: patience, volume, memory, place. */
export function serverValues(site: Site, server: SubChartServer): object {
  const { volume, resources } = server;
  const found = volume && site.storage[volume.on];
  return {
    ...probeValues(server),
    ...(volume && { persistence: { storageClass: found?.className, size: volume.size } }),
    ...(resources && { resources: resourceFields(resources) }),
    ...(volume?.node !== undefined && { nodeSelector: { 'kubernetes.io/hostname': volume.node } }),
  };
}

/** The same patience for parts of the chart that don't run here: whoever switches one on finds it there. */
export const patient = (server: SubChartServer): object => ({ startupProbe: probeValues(server).startupProbe });

export const serverReasons = (at: string): Readonly<Record<string, string>> => ({
  [`${at}.startupProbe`]:
    'off by default: a slow start, or a recovery, is killed in its middle and begins anew for ever',
  [`${at}.livenessProbe`]: 'as declared',
  [`${at}.readinessProbe`]: 'as declared',
  [`${at}.persistence`]: "its volume; the cluster's default class may be a disk that goes with the pod",
  [`${at}.resources`]: 'what it is promised, and where it is stopped',
  [`${at}.nodeSelector`]: 'its volume lies on that node',
});

export const frozenImage = "Bitnami's images of these versions lie in bitnamilegacy since 2025 and get no more updates";

/** Commands of a part that runs once, under the name that the sub-chart gives it. */
export function subChartRunbook(
  site: Site,
  title: string,
  name: string,
  server: SubChartServer,
  claim = `data-${name}-0`,
): RunbookPart[] {
  const { volume } = server;
  return singleRunbook(site, {
    title,
    name,
    volumeClass: volume && site.storage[volume.on],
    size: volume?.size ?? '',
    node: volume?.node,
    claim,
    applied: '# helm upgrade --install, as in chapter "Mastodon"',
  });
}
