import { patient, type SubChart, serverReasons, serverValues, subChartRunbook } from '../database/sub-chart';
import { labels } from '../kube/labels';
import type { Site } from '../site/site';
import { elasticsearch, firstIndices } from './elasticsearch';
import type { SearchEngine } from './engine';

/** Elasticsearch by the sub-chart of mastodon/chart: one server. Source: bitnami/charts, elasticsearch 19.19.2. */
export const bitnami: SearchEngine = {
  secrets: () => [],
  footprints: elasticsearch.footprints,
  build: () => {},
  runbook(site) {
    const name = `${site.name}-elasticsearch-master`;
    return [firstIndices(site), ...subChartRunbook(site, 'Elasticsearch', name, site.search)];
  },
};

/** The parent chart looks for its masters under the release's name. */
export const elasticsearchName = (release: string) => `${release}-elasticsearch-master-hl`;

export const elasticsearchLabels = (release: string) => labels('elasticsearch', release, 'master');

/** Values below `elasticsearch`; undefined where another engine is declared. */
export function elasticsearchValues(site: Site): SubChart | undefined {
  const { search } = site;
  if (search.engine !== 'bitnami') return undefined;
  const none = { ...patient(search), replicaCount: 0 };
  return {
    values: {
      extraConfig: { node: { store: { allow_mmap: false } } },
      master: {
        masterOnly: false,
        replicaCount: 1,
        heapSize: search.heap,
        ...serverValues(site, search),
        containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        networkPolicy: { enabled: false },
      },
      data: none,
      coordinating: none,
      ingest: { ...patient(search), enabled: false },
      sysctlImage: { enabled: false },
    },
    reasons: {
      extraConfig: 'mapping files into memory would need vm.max_map_count raised on the node',
      'master.masterOnly': 'one server does everything',
      'master.replicaCount': 'eight pods by default, for a server that one serves',
      'master.heapSize': '128m by default, which is spent on collecting garbage',
      ...serverReasons('master'),
      'master.containerSecurityContext': 'what Pod Security "restricted" asks for',
      'master.networkPolicy': 'mastodon/network-policies/ opens less',
      data: 'one server does everything; the patience is for whoever adds more',
      coordinating: 'one server does everything; the patience is for whoever adds more',
      ingest: 'one server does everything; the patience is for whoever adds more',
      sysctlImage: 'a privileged container, of an image that is gone from where the chart looks for it',
    },
  };
}
