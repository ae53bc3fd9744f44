import type { Site } from '../site/site';
import { trials } from './trials';

/** Commands that several chapters share. */

export const fence = (...lines: string[]) => ['```sh', ...lines, '```'].join('\n');

/** A suspended or scheduled job, started now, watched, and cleared away. */
export function runNow(site: Site, name: string, cronJob: string, hours: number): string[] {
  const { namespace } = site;
  return [
    `kubectl -n ${namespace} create job ${name} --from=cronjob/${cronJob}`,
    `kubectl -n ${namespace} wait job/${name} --for=condition=Complete --timeout=${hours}h`,
    `kubectl -n ${namespace} logs job/${name} --all-containers --tail=5`,
  ];
}

/** The newest secrets part as a file, by way of a log. */
export function fetchSecrets(site: Site): string[] {
  const { namespace } = site;
  return [
    `kubectl -n ${namespace} create job ${trials.secrets} --from=cronjob/${trials.secrets}`,
    `kubectl -n ${namespace} wait job/${trials.secrets} --for=condition=Complete --timeout=10m`,
    `kubectl -n ${namespace} logs job/${trials.secrets} | base64 --decode > secrets.cms`,
    `kubectl -n ${namespace} delete job ${trials.secrets}`,
  ];
}

export const decrypt = 'openssl cms -decrypt -binary -inform DER -in secrets.cms -inkey operator.key';
