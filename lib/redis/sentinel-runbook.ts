import { schedulableNodes } from '../cluster/cluster';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { volumeClass } from './config';

export function sentinelRunbook(site: Site): RunbookPart[] {
  const { namespace, redis } = site;
  const { instances } = redis;
  const master = redis.endpoint.sentinel?.master ?? '';
  const ask = (command: string) => `kubectl -n ${namespace} exec redis-0 -c sentinel -- redis-cli -p 26379 ${command}`;
  // One a node, so as many nodes as instances leave no other.
  const full = volumeClass(site)?.nodeBound === true && schedulableNodes(site.cluster).length === instances;
  const place = full ? 'on the machine that replaces it' : 'on another node';
  const expandable = volumeClass(site)?.expandable === true;
  return [
    {
      chapter: 'check',
      text: `**Redis**: every Sentinel names the same master and sees ${instances - 1} replicas and ${instances - 1} other Sentinels; \`OK ${instances} usable Sentinels\`.

\`\`\`sh
${ask(`SENTINEL GET-MASTER-ADDR-BY-NAME ${master}`)}
${ask(`SENTINEL CKQUORUM ${master}`)}
kubectl -n ${namespace} exec redis-0 -c redis -- redis-cli INFO replication
\`\`\``,
    },
    {
      chapter: 'shutdown',
      text: `**Redis**, after Mastodon:

\`\`\`sh
kubectl -n ${namespace} scale statefulset/redis --replicas=0
kubectl -n ${namespace} wait pod -l app.kubernetes.io/name=redis --for=delete --timeout=10m
\`\`\``,
    },
    {
      chapter: 'start',
      text: `**Redis**: all of them start at once, and whoever led last leads again.

\`\`\`sh
kubectl -n ${namespace} scale statefulset/redis --replicas=${instances}
kubectl -n ${namespace} rollout status statefulset/redis --timeout=30m
\`\`\``,
    },
    {
      chapter: 'node-loss',
      text: `**Redis** comes back by itself: after 10 s the Sentinels agree that the master is gone, and a replica leads. Measured with Redis 7.0.15, three servers as processes on one machine, the master killed: writes went on after 12 s. A machine that comes back follows the new master. One that never comes back leaves its pod waiting. Forget the node, or the last command waits for ever for a kubelet that is gone; then give the pod an empty volume ${place}, where it copies the data from the master.

\`\`\`sh
${ask(`SENTINEL GET-MASTER-ADDR-BY-NAME ${master}`)}
kubectl delete node NODE
kubectl -n ${namespace} delete pvc/data-redis-N pod/redis-N --ignore-not-found   # N: the one of the lost node
\`\`\`

While fewer than two servers are there, Redis answers writes with NOREPLICAS: what it took then would be lost.`,
    },
    {
      chapter: 'grow',
      text: expandable
        ? `**Redis**: grow every claim, then let the StatefulSet be made anew around the running pods with the size that the declaration now has.

\`\`\`sh
for n in ${Array.from({ length: instances }, (_, index) => index).join(' ')}; do
  kubectl -n ${namespace} patch pvc "data-redis-$n" --type=merge --patch '{"spec":{"resources":{"requests":{"storage":"NEW_SIZE"}}}}'
done
kubectl -n ${namespace} delete statefulset/redis --cascade=orphan
kubectl apply -k mastodon
\`\`\``
        : `**Redis**: declare the new size, let the StatefulSet be made anew, then give one pod after the other a new volume. Wait in between until \`INFO replication\` shows all replicas online.

\`\`\`sh
kubectl -n ${namespace} delete statefulset/redis --cascade=orphan
kubectl apply -k mastodon
kubectl -n ${namespace} delete pvc/data-redis-N pod/redis-N   # replicas first, the master last
kubectl -n ${namespace} rollout status statefulset/redis --timeout=30m
\`\`\``,
    },
    {
      chapter: 'upgrade',
      text: `**Redis**: a newer tag in the lock beside the declaration, render, apply. Pods restart one by one, each when the one before has caught up; the master hands over before it stops (measured as above: writes wait for 7 s, none that was confirmed is lost). A major version is never taken back: its files are not read by the older one.

\`\`\`sh
kubectl -n ${namespace} rollout status statefulset/redis --timeout=30m
\`\`\``,
    },
  ];
}
