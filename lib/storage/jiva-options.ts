import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { labelName, labelValue } from '../site/names';
import type { Site } from '../site/site';
import { cpu, dnsName, quantity, whole } from '../site/values';
import { type Filled, type RoleName, roles } from './engine';
import { openebsInstall } from './openebs';

const pods = (what: string, cpuRequest: string, memory: string) =>
  about(
    v.optional(
      fields({
        cpu: about(v.optional(cpu(), cpuRequest), 'CPU that each is promised'),
        memory: about(v.optional(quantity(), memory), 'memory that each is promised'),
        nodeSelector: about(
          v.optional(v.pipe(v.record(labelName(), labelValue()), v.maxEntries(20, 'allowed: 20 labels at most'))),
          'labels of the nodes that it runs on; default: any',
        ),
      }),
      {},
    ),
    what,
  );

export const jivaSchema = fields({
  engine: v.literal('jiva'),
  install: openebsInstall('chart'),
  copies: about(v.optional(whole(1, 9)), 'replicas of each volume, one a node: 3 or 5; default: 3, with fewer nodes 1'),
  className: about(v.optional(dnsName()), 'name of the class and the policy that are rendered; default: jiva-rCOPIES'),
  replicasOn: about(
    v.optional(
      v.pipe(
        v.string('allowed: perNode, or the name of a class on the nodes’ own disks'),
        v.regex(
          /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?|perNode|replicated|shared)$/,
          'allowed: perNode, or the name of a class on the nodes’ own disks',
        ),
        v.maxLength(253, 'allowed: 253 characters at most'),
      ),
      'perNode',
    ),
    'storage role or class that holds the replicas',
  ),
  target: pods("the pod that serves a volume's blocks, one a volume", '50m', '64Mi'),
  replica: pods('the pods that keep its copies', '50m', '128Mi'),
});

export type JivaOptions = v.InferOutput<typeof jivaSchema>;

/** Replicas that must be writable. Source: openebs-archive/jiva controller/control.go, UpdateVolStatus. */
export function quorum(copies: number): number {
  return Math.floor(copies / 2) + 1;
}

/** The class that holds the replicas, by name. */
export function replicasClass({ replicasOn }: Pick<JivaOptions, 'replicasOn'>, site: Site): string {
  return isRole(replicasOn) ? (site.storage[replicasOn]?.className ?? 'openebs-hostpath') : replicasOn;
}

function isRole(name: string): name is RoleName {
  return (roles as readonly string[]).includes(name);
}

export function jivaOf(site: Site): Filled<JivaOptions>[] {
  return roles.flatMap((role) => {
    const filled = site.storage[role];
    return filled?.engine === 'jiva' ? [filled as Filled<JivaOptions>] : [];
  });
}
