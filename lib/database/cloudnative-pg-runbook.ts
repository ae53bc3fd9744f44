import { schedulableNodes } from '../cluster/cluster';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';

const status = (namespace: string) => `kubectl -n ${namespace} get clusters.postgresql.cnpg.io database
kubectl -n ${namespace} get pods -l cnpg.io/cluster=database -L cnpg.io/instanceRole -o wide`;

/** Sets what CloudNativePG's kubectl plugin sets. Source: cloudnative-pg internal/cmd/plugin/promote/promote.go. */
const switchover = (namespace: string) => `\`\`\`sh
N=2   # the replica that becomes the primary
kubectl -n ${namespace} patch clusters.postgresql.cnpg.io database --subresource=status --type=merge -p "$(cat <<END
{"status": {"targetPrimary": "database-$N", "targetPrimaryTimestamp": "$(date -u +%Y-%m-%dT%H:%M:%S.000000Z)",
 "phase": "Switchover in progress", "phaseReason": "Switching over to database-$N"}}
END
)"
${status(namespace)}
\`\`\``;

export function cloudNativePgRunbook(site: Site): RunbookPart[] {
  const { namespace, database } = site;
  const nodeBound = database.volume !== undefined && site.storage[database.volume.on]?.nodeBound === true;
  return [
    {
      chapter: 'install',
      text: `**CloudNativePG's webhook** must answer before the database is applied; otherwise the apply is refused with "failed calling webhook" and is simply repeated.

\`\`\`sh
kubectl -n cnpg-system rollout status deployment -l app.kubernetes.io/name=cloudnative-pg --timeout=5m
kubectl -n cnpg-system get endpointslices -l kubernetes.io/service-name=cnpg-webhook-service
\`\`\``,
    },
    {
      chapter: 'check',
      text: `**PostgreSQL**: \`Cluster in healthy state\`, ${database.instances} of ${database.instances} ready, one of them \`primary\`.

\`\`\`sh
${status(namespace)}
kubectl -n ${namespace} exec -c postgres "$(kubectl -n ${namespace} get pods -l cnpg.io/cluster=database,cnpg.io/instanceRole=primary -o name)" -- psql -c 'select application_name, state, sync_state, replay_lag from pg_stat_replication'
\`\`\``,
    },
    {
      chapter: 'shutdown',
      text: `**PostgreSQL**, after Mastodon. Hibernation stops all instances in order and keeps their volumes.

\`\`\`sh
kubectl -n ${namespace} annotate clusters.postgresql.cnpg.io database --overwrite cnpg.io/hibernation=on
kubectl -n ${namespace} wait clusters.postgresql.cnpg.io/database --for=condition=cnpg.io/hibernation --timeout=10m
\`\`\``,
    },
    {
      chapter: 'start',
      // Its condition Ready is still the one from before the hibernation.
      text: `**PostgreSQL**:

\`\`\`sh
kubectl -n ${namespace} annotate clusters.postgresql.cnpg.io database --overwrite cnpg.io/hibernation=off
kubectl -n ${namespace} wait clusters.postgresql.cnpg.io/database --for=jsonpath='{.status.readyInstances}'=${database.instances} --timeout=30m
\`\`\``,
    },
    { chapter: 'node-loss', text: nodeLoss(site, nodeBound) },
    {
      chapter: 'grow',
      text: `**PostgreSQL**: raise \`database.size\`, render and apply. Where the class can grow volumes the operator grows them one by one; where it can't, replace one instance after the other, replicas first, and wait for \`Cluster in healthy state\` in between:

\`\`\`sh
${status(namespace)}
kubectl -n ${namespace} delete pvc/database-N pod/database-N
\`\`\`

The primary comes last: make a replica that is done the primary first, and wait until the list says so. This is what \`kubectl cnpg promote\` does; it needs no plugin.

${switchover(namespace)}

A volume is never made smaller. One instance more is \`database.instances\`; it copies itself.`,
    },
    {
      chapter: 'upgrade',
      text: `**PostgreSQL, minor version**: a newer tag of the same major in the lock beside the declaration, render, apply. Replicas restart first, then the primary hands over; writes pause for seconds.

**PostgreSQL, major version**: take a backup and rehearse its restore first. The same change to the next major's tag makes the operator stop all instances, run \`pg_upgrade\`, and copy the replicas anew: Mastodon is down meanwhile, and the way back is the backup.

\`\`\`sh
${status(namespace)}
kubectl -n ${namespace} get clusters.postgresql.cnpg.io database -o jsonpath='{.status.phase}{"\\n"}{.status.image}{"\\n"}'
\`\`\`

**CloudNativePG itself**: read its release notes, then install the new chart version as above. The operator restarts every instance, one by one.`,
    },
  ];
}

function nodeLoss({ namespace, cluster, database }: Site, nodeBound: boolean): string {
  if (database.instances < 2) {
    return `**PostgreSQL** runs once, so it stays down until its node is back${nodeBound ? '' : ', or until its volume is moved with the out-of-service taint'}. If the machine never comes back, restore the last backup.`;
  }
  const promotes =
    database.instances > 2
      ? `**PostgreSQL** comes back by itself. Measured with CloudNativePG 1.30.0 and PostgreSQL 17, three instances, two operators, the primary's machine cut off: another instance was chosen after 80 s, writes went on after 98 s, and no acknowledged row was lost.`
      : '**PostgreSQL** comes back by itself; what was written since the standby was last there can be lost.';
  const spare =
    schedulableNodes(cluster).length > database.instances
      ? 'the operator makes a new instance on another node'
      : 'the new instance waits for a new node';
  return `${promotes}

A machine that comes back is taken in again without a command, unless more was written meanwhile than the others keep (\`max_slot_wal_keep_size\`): then its log says that a WAL segment was removed, and the last command below lets it copy everything anew. One that never comes back: forget the node, then its instance, and ${spare}. Without the first of these commands the others wait for ever for a kubelet that is gone.

\`\`\`sh
kubectl delete node NODE
${status(namespace)}
kubectl -n ${namespace} delete pvc/database-N pod/database-N --ignore-not-found   # N: the instance of the lost node
\`\`\``;
}
