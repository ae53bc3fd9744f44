import type { Site } from '../site/site';
import { queues } from './schema';

/** Commands that chapters of the runbook share. */

/** Name of the CronJob in operations/, and of the Job that is made from it. */
export const name = 'tools';

/** Commands of Mastodon's own tools, typed into the pod for them, which is started where it is not there. */
export function withTools(site: Site, ...commands: readonly string[]): string[] {
  const { namespace } = site;
  return [
    'kubectl apply -f operations/tools',
    `kubectl -n ${namespace} get job ${name} 2>/dev/null || kubectl -n ${namespace} create job ${name} --from=cronjob/${name}`,
    `kubectl -n ${namespace} wait job/${name} --for=jsonpath='{.status.ready}'=1 --timeout=10m`,
    ...tools(site, ...commands),
  ];
}

/** The same where the lines before have started it. */
export function tools({ namespace }: Site, ...commands: readonly string[]): string[] {
  return commands.map((command) => `kubectl -n ${namespace} exec job/${name} -- ${command}`);
}

export function endTools({ namespace }: Site): string {
  return `kubectl -n ${namespace} delete job ${name} --ignore-not-found`;
}

/**
 * How many jobs wait in each of Sidekiq's queues. Asked of Redis itself, where that is in a pod of ours and all queues
 * are in it: Mastodon's own console needs half a gigabyte for the answer.
 */
export function queueLengths(site: Site): string[] {
  const { namespace, redis, mastodon } = site;
  const { env, envFromSecrets } = mastodon;
  const elsewhere = [...Object.keys(env), ...Object.keys(envFromSecrets)].some((one) =>
    one.startsWith('SIDEKIQ_REDIS_'),
  );
  // Free text in a command is nothing for a shell.
  const isNumber = /^\d*$/.test(env.REDIS_DB ?? '');
  if (redis.cli === undefined || elsewhere || !isNumber) {
    return withTools(
      site,
      `bundle exec rails runner 'puts Sidekiq::Queue.all.map { |queue| "#{queue.name}: #{queue.size}" }'`,
    );
  }
  const worked = mastodon.sidekiq.flatMap((group) => group.queues.map(({ queue }) => queue));
  const all = [...new Set([...queues, ...worked])];
  const database = env.REDIS_DB ? `-n ${env.REDIS_DB} ` : '';
  return [
    `kubectl -n ${namespace} exec ${redis.cli.pod} -c ${redis.cli.container} -- sh -c 'for queue in ${all.join(' ')}; do echo "$queue $(redis-cli ${database}LLEN queue:$queue)"; done'`,
  ];
}
