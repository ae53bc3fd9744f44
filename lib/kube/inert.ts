/**
 * A CronJob that a person starts, by `kubectl create job --from`. Without the deadline one that somebody lets go on would at once
 * make up for every turn that it missed. Source: kubernetes.io/docs/concepts/workloads/controllers/cron-jobs, schedule suspension.
 */
export const neverByItself = { suspend: true, schedule: '0 0 1 1 *', startingDeadlineSeconds: 60 } as const;
