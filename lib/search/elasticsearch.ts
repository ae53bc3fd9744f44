import { singleRunbook } from '../database/single-runbook';
import { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { probeFields } from '../kube/probes';
import { containerSecurity, podDefaults, podSecurity } from '../kube/security';
import { dataClaims, pin, statefulTolerations } from '../kube/stateful';
import { scratch, typedContainers, typedResources, typedVolumes } from '../kube/typed';
import { withTools } from '../mastodon/tool-commands';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { mountGuard } from '../storage/mount-guard';
import type { SearchEngine } from './engine';

const port = 9200;
/** Uid and gid of `elasticsearch` in the image. */
const user = 1000;
const mountPath = '/usr/share/elasticsearch/data';

/**
 * One Elasticsearch on one volume. Everything in it can be made again from the database.
 * The image carries features under the Elastic License; what is switched on here is its free basic tier.
 */
export const elasticsearch: SearchEngine = {
  secrets: () => [],

  footprints({ search: { resources, volume } }) {
    if (resources === undefined) return [];
    const { cpu, memory } = resources;
    const volumes = volume && [{ role: volume.on, size: volume.size }];
    return [
      { name: 'search', from: 'search', instances: 1, cpu, memory, node: volume?.node, ...(volumes && { volumes }) },
    ];
  },

  build({ mastodon }, site) {
    const component = new Component(mastodon, 'search', 'search');
    const own = labels('elasticsearch', site.name, 'search');
    const name = 'elasticsearch';
    new k8s.KubeService(component, 'service', {
      metadata: { name, labels: own },
      spec: { selector: own, ports: [{ name: 'http', port, targetPort: k8s.IntOrString.fromString('http') }] },
    });
    new k8s.KubeStatefulSet(component, 'stateful-set', {
      metadata: { name, labels: own },
      spec: {
        serviceName: name,
        replicas: 1,
        revisionHistoryLimit: 3,
        selector: { matchLabels: own },
        template: { metadata: { labels: own }, spec: podSpec(site) },
        ...dataClaims(volumeClass(site), site.search.volume?.size ?? '10Gi'),
      },
    });
  },

  runbook(site) {
    const { namespace, search } = site;
    return [
      firstIndices(site),
      {
        chapter: 'check',
        text: `**Elasticsearch**: \`green\`. Mastodon runs on without it; only search finds nothing then. Its indices are never backed up: \`tootctl search deploy\` makes them again from the database.

\`\`\`sh
kubectl -n ${namespace} exec elasticsearch-0 -- curl --silent 'http://127.0.0.1:9200/_cluster/health?pretty'
\`\`\``,
      },
      ...singleRunbook(site, {
        title: 'Elasticsearch',
        name: 'elasticsearch',
        volumeClass: volumeClass(site),
        size: search.volume?.size ?? '',
        node: search.volume?.node,
      }),
      {
        chapter: 'upgrade',
        text: `**Elasticsearch**: a newer tag of the same major in the lock beside the declaration, render, apply. For a new major read its release notes and Mastodon's; when in doubt delete the claim and deploy the indices anew:

\`\`\`sh
${withTools(site, 'bin/tootctl search deploy').join('\n')}
\`\`\``,
      },
    ];
  },
};

const volumeClass = ({ search, storage }: Site) => search.volume && storage[search.volume.on];

/** Folders in the image that it writes to while it runs, apart from its data. */
const writable = { config: '/usr/share/elasticsearch/config', logs: '/usr/share/elasticsearch/logs', tmp: '/tmp' };

function podSpec(site: Site): k8s.PodSpec {
  const { probes, resources, volume, heap } = site.search;
  const image = `docker.elastic.co/elasticsearch/elasticsearch:${site.versions.elasticsearch}`;
  const found = volumeClass(site);
  const guard = found ? mountGuard(found, { image, volume: 'data', mountPath }) : { initContainers: [], volumes: [] };
  const limits = resources && typedResources(resources);
  const health = { httpGet: { path: '/_cluster/health?local=true', port: k8s.IntOrString.fromString('http') } };
  return {
    ...podDefaults,
    ...pin(volume),
    tolerations: statefulTolerations(found),
    securityContext: podSecurity(user),
    terminationGracePeriodSeconds: 120,
    initContainers: [
      ...typedContainers(guard.initContainers),
      {
        // Its start writes a keystore beside the configuration that the image brings.
        name: 'configuration',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['cp', '--recursive', `${writable.config}/.`, '/config'],
        resources: typedResources({ cpu: '10m', memory: '16Mi', memoryLimit: '64Mi' }),
        securityContext: containerSecurity(),
        volumeMounts: [{ name: 'config', mountPath: '/config' }],
      },
    ],
    containers: [
      {
        name: 'elasticsearch',
        image,
        imagePullPolicy: 'IfNotPresent',
        env: [
          { name: 'discovery.type', value: 'single-node' },
          // Reached by Mastodon's pods only: the NetworkPolicies see to that.
          { name: 'xpack.security.enabled', value: 'false' },
          { name: 'ingest.geoip.downloader.enabled', value: 'false' },
          // Mapping files into memory would need vm.max_map_count raised on the node by a privileged pod.
          { name: 'node.store.allow_mmap', value: 'false' },
          { name: 'ES_JAVA_OPTS', value: `-Xms${heap} -Xmx${heap}` },
        ],
        ports: [{ name: 'http', containerPort: port }],
        ...(probes && probeFields(probes, { startup: health })),
        ...(limits && { resources: limits }),
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: 'data', mountPath },
          ...Object.entries(writable).map(([name, path]) => ({ name, mountPath: path })),
        ],
      },
    ],
    volumes: [
      scratch('config', '8Mi'),
      scratch('logs', '256Mi'),
      scratch('tmp', '256Mi'),
      ...typedVolumes(guard.volumes),
    ],
  };
}

/** What is done once, when the first account is made. */
export function firstIndices(site: Site): RunbookPart {
  return {
    chapter: 'owner',
    text: `**Search.** Elasticsearch starts without indices; they are made once:

\`\`\`sh
${withTools(site, 'bin/tootctl search deploy').join('\n')}
\`\`\``,
  };
}
