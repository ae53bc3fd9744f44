import type { Site } from '../site/site';
import { trials } from './trials';

/** Commands that several chapters share. */

export const fence = (...lines: string[]) => ['```sh', ...lines, '```'].join('\n');

/** Waits however long it takes, and says how a Job ended: `kubectl wait` for one end would wait for ever for the other. */
export function ended({ namespace }: Site, job: string): string {
  return `until kubectl -n ${namespace} get job ${job} -o jsonpath='{.status.conditions[*].type}{"\\n"}' | grep -oE 'Complete|Failed'; do sleep 5; done`;
}

/**
 * What each step of a Job said last, in order. `kubectl logs --all-containers` takes them in any order and ends at the
 * first that never started, which are all after the one that failed.
 */
export function lastWords({ namespace }: Site, job: string): string {
  const step = '{.name}{": "}{.state.terminated.message}{"\\n"}';
  const steps = ['initContainerStatuses', 'containerStatuses'].map((one) => `{range .status.${one}[*]}${step}{end}`);
  return `kubectl -n ${namespace} get pods -l batch.kubernetes.io/job-name=${job} -o jsonpath='{range .items[*]}${steps.join('')}{end}'`;
}

/** A suspended or scheduled job, started now and watched to its end. */
export function runNow(site: Site, name: string, cronJob: string): string[] {
  return [
    `kubectl -n ${site.namespace} create job ${name} --from=cronjob/${cronJob}`,
    ended(site, name),
    lastWords(site, name),
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
