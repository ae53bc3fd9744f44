import { singleRunbook } from '../database/single-runbook';
import { Component } from '../kube/component';
import { shortHash } from '../kube/hash';
import * as k8s from '../kube/k8s';
import { podDefaults, podSecurity } from '../kube/security';
import { dataClaims, pin, statefulTolerations } from '../kube/stateful';
import { ports, redisConf, redisLabels, user, volumeClass } from './config';
import { podParts, redisContainer } from './container';
import { ownSecret, type RedisMode } from './mode';
import quote from './scripts/quote.sh';
import startSingle from './scripts/start-single.sh';

/** One Redis on one volume. Stays down as long as its volume is away. */
export const single: RedisMode = {
  secrets: ownSecret,

  footprints({ redis }) {
    const { resources, volume } = redis;
    const { cpu, memory } = resources;
    const volumes = volume && [{ role: volume.on, size: volume.size }];
    return [
      { name: 'redis', from: 'redis', instances: 1, cpu, memory, node: volume?.node, ...(volumes && { volumes }) },
    ];
  },

  connections: () => [],

  build({ mastodon }, site) {
    const component = new Component(mastodon, 'redis', 'redis');
    const own = redisLabels(site);
    const { volume } = site.redis;
    const data = { 'redis.conf': redisConf(site), 'quote.sh': quote, 'start-single.sh': startSingle };
    new k8s.KubeConfigMap(component, 'config-map', { metadata: { name: 'redis', labels: own }, data });
    new k8s.KubeService(component, 'service', {
      metadata: { name: 'redis', labels: own },
      spec: {
        selector: own,
        ports: [{ name: 'redis', port: ports.redis, targetPort: k8s.IntOrString.fromString('redis') }],
      },
    });
    new k8s.KubeStatefulSet(component, 'stateful-set', {
      metadata: { name: 'redis', labels: own },
      spec: {
        serviceName: 'redis',
        replicas: 1,
        revisionHistoryLimit: 3,
        selector: { matchLabels: own },
        template: {
          metadata: { labels: own, annotations: { 'checksum/config': shortHash(data) } },
          spec: {
            ...podDefaults,
            ...pin(volume),
            tolerations: statefulTolerations(volumeClass(site)),
            securityContext: podSecurity(user),
            terminationGracePeriodSeconds: 60,
            containers: [redisContainer(site, 'start-single.sh')],
            ...podParts(site),
          },
        },
        ...dataClaims(volumeClass(site), volume?.size ?? '2Gi'),
      },
    });
  },

  runbook(site) {
    const { namespace, redis } = site;
    return [
      {
        chapter: 'check',
        text: `**Redis**: answers \`PONG\`, and its last write to disk went well (\`aof_last_write_status:ok\`).

\`\`\`sh
kubectl -n ${namespace} exec redis-0 -c redis -- redis-cli PING
kubectl -n ${namespace} exec redis-0 -c redis -- redis-cli INFO persistence
\`\`\``,
      },
      ...singleRunbook(site, {
        title: 'Redis',
        name: 'redis',
        volumeClass: volumeClass(site),
        size: redis.volume?.size ?? '',
        node: redis.volume?.node,
      }),
    ];
  },
};
