import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';

const declaredAt = 'mammut.declaredAt';

/**
 * The folders of a site's output. The path of an object's construct is its file:
 * `mastodon/web/deployment` → `mastodon/web/deployment.yaml`.
 */
export interface Folders {
  /** Cluster-wide, needs cluster-admin: namespaces, classes, pools, issuers, claims that hold data. */
  readonly platform: Chart;
  /** The application, in its own namespace. */
  readonly mastodon: Chart;
  /** Inert when applied: suspended CronJobs and what they need. */
  readonly operations: Chart;
}

/**
 * A folder of objects that one part of the declaration asked for.
 * @param from key path in the declaration, written into each file's header line
 */
export class Component extends Construct {
  constructor(scope: Construct, id: string, from: string) {
    super(scope, id);
    this.node.setContext(declaredAt, from);
  }
}

/** The key path that an object comes from, as its nearest component says. */
export function declaredBy(construct: Construct): string {
  return String(construct.node.tryGetContext(declaredAt) ?? '');
}
