import { labels } from '../kube/labels';
import { resolveProbes } from '../kube/probes';
import { seconds } from '../kube/quantity';
import { type Profile, type Resources, resolveResources } from '../kube/resources';
import type { SiteFacts } from '../site/facts';
import { chooseVolume } from '../storage/choose';
import { elasticsearchLabels, elasticsearchName } from './bitnami';
import type { DeclaredSearch } from './schema';
import type { Search } from './search';

const profiles: Readonly<Record<Profile, Resources>> = {
  small: { cpu: '100m', memory: '1Gi', memoryLimit: '1Gi' },
  normal: { cpu: '250m', memory: '1536Mi', memoryLimit: '1536Mi' },
};

const nothing = {
  isBundled: false,
  volume: undefined,
  probes: undefined,
  slowStartSeconds: 0,
  resources: undefined,
  heap: undefined,
};

export function resolveSearch(declared: DeclaredSearch, facts: SiteFacts): Search {
  switch (declared.engine) {
    case 'none':
      return { ...nothing, engine: 'none', endpoint: undefined };
    case 'bitnami':
    case 'elasticsearch': {
      const slowStartSeconds = seconds(declared.slowStart);
      const isBundled = declared.engine === 'bitnami';
      return {
        engine: declared.engine,
        isBundled,
        volume: chooseVolume(declared, ['replicated', 'perNode'], facts.storage, facts.cluster),
        probes: resolveProbes(declared.probes, slowStartSeconds),
        slowStartSeconds,
        resources: resolveResources(declared.resources, profiles, facts.profile),
        heap: declared.heap,
        endpoint: {
          ...(isBundled
            ? {
                host: elasticsearchName(facts.name),
                preset: undefined,
                reachedAt: { labels: elasticsearchLabels(facts.name) },
              }
            : {
                host: 'elasticsearch',
                // Indices with replicas stay yellow on the one server that we run.
                preset: 'single_node_cluster',
                reachedAt: { labels: labels('elasticsearch', facts.name, 'search') },
              }),
          port: 9200,
          user: undefined,
          passwordSecret: undefined,
        },
      };
    }
    case 'external':
      return {
        ...nothing,
        engine: 'external',
        endpoint: {
          host: declared.host,
          port: declared.port,
          user: declared.user,
          preset: undefined,
          passwordSecret: declared.secret === undefined ? undefined : { name: declared.secret, key: 'password' },
          reachedAt: { cidrs: declared.addresses },
        },
      };
  }
}
