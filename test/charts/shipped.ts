import { rooms } from '../../lib/rooms';
import type { Requirement } from '../../lib/site/room';
import type { Site } from '../../lib/site/site';
import { shipped } from '../support/site';

export type ChartNeed = NonNullable<Requirement['chart']>;

const wal = 'backup: {to: {s3: {wal: {}}}}';
const jiva = 'cluster: {distribution: k3s}\nstorage: {replicated: {install: chart}}';

/** Charts that a site installs, by name and version. */
const needed = (site: Site) =>
  rooms
    .flatMap((room) => room.requires(site))
    .flatMap(({ chart, version }) => (chart ? [[`${chart.chart} ${version}`, chart] as const] : []));

export const chartsOf = (overlay: string): ReadonlyMap<string, ChartNeed> => new Map(needed(shipped('home', overlay)));

/** Every chart that some site installs, with values that we set. */
export const charts: ReadonlyMap<string, ChartNeed> = new Map(
  [
    shipped('home', wal),
    shipped('home', 'network: {loadBalancer: {install: chart}}'),
    shipped('microk8s-jiva'),
    shipped('one-node'),
    shipped('microk8s-jiva', jiva),
  ].flatMap(needed),
);
