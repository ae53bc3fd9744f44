import type { Client } from './client';
import { standInForServiceAccounts } from './stand-ins';

/** What Pod Security and the pod's own validation said of every pod that some workloads would start. */
export interface Judgement {
  readonly pods: number;
  /** One line per pod that was refused or warned about. */
  readonly complaints: string[];
}

/** A workload as the server answered it. */
// biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
type Workload = any;

/**
 * Has the server judge each pod without creating it: Pod Security admits a Deployment whose pods it will refuse, and
 * nobody here would see that, because no controller makes pods of it.
 */
export async function judgePods(client: Client, workloads: readonly Workload[]): Promise<Judgement> {
  const pods = workloads.filter((workload) => templateOf(workload) !== undefined);
  await standInForServiceAccounts(
    client,
    pods.map(({ metadata }) => metadata.namespace),
  );
  const complaints = await Promise.all(pods.map((workload) => judge(client, workload)));
  return { pods: pods.length, complaints: complaints.flat() };
}

/** Namespaces with pods of ours that don't enforce *restricted*. */
export async function unrestricted(client: Client, workloads: readonly Workload[]): Promise<string[]> {
  const namespaces = new Set(workloads.filter(templateOf).map(({ metadata }): string => metadata.namespace));
  const complaints: string[] = [];
  for (const name of namespaces) {
    const { body } = await client.get(`/api/v1/namespaces/${name}`);
    const enforced = body.metadata?.labels?.['pod-security.kubernetes.io/enforce'];
    if (enforced !== 'restricted')
      complaints.push(`Namespace ${name} holds pods and enforces ${enforced ?? 'nothing'}, not restricted`);
  }
  return complaints;
}

async function judge(client: Client, workload: Workload): Promise<string[]> {
  const { kind, metadata } = workload;
  const path = `/api/v1/namespaces/${metadata.namespace}/pods?dryRun=All&fieldValidation=Strict`;
  const { status, body, warnings } = await client.post(path, podOf(workload));
  const complaints = status === 201 ? warnings : [body.message, ...warnings];
  return complaints.map((text) => `pod of ${kind} ${metadata.namespace}/${metadata.name}: ${text}`);
}

function podOf(workload: Workload): object {
  const { metadata, spec } = templateOf(workload);
  // A StatefulSet's controller adds the volumes of its claim templates.
  const claims: { metadata: { name: string } }[] = workload.spec.volumeClaimTemplates ?? [];
  const volumes = claims.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: `${name}-0` } }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'judged-', labels: metadata?.labels, annotations: metadata?.annotations },
    spec: { ...spec, volumes: [...(spec.volumes ?? []), ...volumes] },
  };
}

function templateOf({ kind, metadata, spec }: Workload): Workload | undefined {
  switch (kind) {
    case 'Pod':
      return { metadata, spec };
    case 'CronJob':
      return spec.jobTemplate.spec.template;
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
      return spec.template;
    default:
      return undefined;
  }
}
