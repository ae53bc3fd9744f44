import type { Site } from '../site/site';
import { trials } from './trials';

/** Commands that several chapters share. */

export const fence = (...lines: string[]) => ['```sh', ...lines, '```'].join('\n');

/** Waits however long it takes, and says how a Job ended: `kubectl wait` for one end would wait for ever for the other. */
export function ended({ namespace }: Site, job: string): string {
  return `until kubectl -n ${namespace} get job ${job} -o jsonpath='{.status.conditions[*].type}{"\\n"}' | grep -E 'Complete|Failed'; do sleep 5; done`;
}

/** A suspended or scheduled job, started now and watched to its end. */
export function runNow(site: Site, name: string, cronJob: string): string[] {
  const { namespace } = site;
  return [
    `kubectl -n ${namespace} create job ${name} --from=cronjob/${cronJob}`,
    ended(site, name),
    `kubectl -n ${namespace} logs job/${name} --all-containers --tail=5`,
  ];
}

/** The newest secrets part as a file, by way of a log. */
export function fetchSecrets(site: Site): string[] {
  const { namespace } = site;
  return [
    `kubectl -n ${namespace} create job ${trials.secrets} --from=cronjob/${trials.secrets}`,
    ended(site, trials.secrets),
    `kubectl -n ${namespace} logs job/${trials.secrets} | base64 --decode > secrets.cms`,
    `kubectl -n ${namespace} delete job ${trials.secrets}`,
  ];
}

export const decrypt = 'openssl cms -decrypt -binary -inform DER -in secrets.cms -inkey operator.key';
