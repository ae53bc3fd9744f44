import type { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com';
import { planOf } from '../backup/plan';
import { overdueDays } from '../backup/turns';
import { labels } from '../kube/labels';
import type { Site } from '../site/site';

interface Alert {
  readonly alert: string;
  /** PromQL over kube-state-metrics and the kubelet, which every installation of the operator has. */
  readonly expr: string;
  readonly for: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
}

/** Few alerts, each of which asks somebody to do something. */
export function alertsOf(site: Site): Alert[] {
  const { namespace } = site;
  const names = ['web', 'streaming', ...site.mastodon.sidekiq.map(({ name }) => name)].join('|');
  const ours = `namespace="${namespace}", deployment=~"${names}"`;
  return [
    {
      alert: 'MastodonDown',
      // Not while somebody scaled it to nothing on purpose.
      expr: `kube_deployment_status_replicas_available{${ours}} == 0 and kube_deployment_spec_replicas{${ours}} > 0`,
      for: '5m',
      severity: 'critical',
      summary: 'no pod of {{ $labels.deployment }} is available',
    },
    {
      alert: 'MastodonPodsMissing',
      expr: `kube_deployment_status_replicas_available{${ours}} < kube_deployment_spec_replicas{${ours}}`,
      for: '30m',
      severity: 'warning',
      summary: '{{ $labels.deployment }} has fewer pods than declared',
    },
    {
      alert: 'MastodonRestarts',
      expr: `increase(kube_pod_container_status_restarts_total{namespace="${namespace}"}[1h]) > 4`,
      for: '10m',
      severity: 'warning',
      summary: '{{ $labels.pod }} restarts again and again',
    },
    {
      alert: 'MastodonJobFailed',
      expr: `kube_job_failed{namespace="${namespace}", condition="true"} > 0`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $labels.job_name }} failed; the alert ends when the Job is deleted',
    },
    {
      alert: 'MastodonVolumeFilling',
      expr: `kubelet_volume_stats_available_bytes{namespace="${namespace}"} / kubelet_volume_stats_capacity_bytes{namespace="${namespace}"} < 0.1`,
      for: '15m',
      severity: 'warning',
      summary: 'less than a tenth of {{ $labels.persistentvolumeclaim }} is free',
    },
    ...backupAlerts(site),
  ];
}

/** Ages and not failures: a job that never starts fails nothing. Two missed turns are one too many. */
function backupAlerts(site: Site): Alert[] {
  const plan = planOf(site);
  if (plan === undefined) return [];
  const age = (cronJob: string) =>
    `time() - max(kube_cronjob_status_last_successful_time{namespace="${site.namespace}", cronjob="${cronJob}"} or kube_cronjob_created{namespace="${site.namespace}", cronjob="${cronJob}"})`;
  const day = 24 * 3600;
  const backup: Alert = {
    alert: 'MastodonBackupOld',
    expr: `${age('backup')} > ${1.5 * day}`,
    for: '15m',
    severity: 'critical',
    summary: 'no backup succeeded for a day and a half',
  };
  if (plan.rehearse === 'never') return [backup];
  return [
    backup,
    {
      alert: 'MastodonRehearsalOld',
      expr: `${age('rehearsal')} > ${overdueDays(plan.rehearse) * day}`,
      for: '1h',
      severity: 'warning',
      summary: 'no backup was restored on trial for twice its time',
    },
  ];
}

export function buildAlerts(scope: Construct, site: Site): void {
  const rules = alertsOf(site).map(({ alert, expr, for: since, severity, summary }) => ({
    alert,
    expr: PrometheusRuleSpecGroupsRulesExpr.fromString(expr),
    for: since,
    labels: { severity },
    annotations: { summary },
  }));
  new PrometheusRule(scope, 'alerts', {
    metadata: { name: 'mastodon', labels: labels('mastodon', site.name, 'alerts') },
    spec: { groups: [{ name: `mastodon-${site.name}`, rules }] },
  });
}
