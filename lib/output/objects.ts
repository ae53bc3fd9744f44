import { ApiObject, App, Chart } from 'cdk8s';
import { buildDelivery } from '../delivery';
import { declaredBy, type Folders } from '../kube/component';
import { buildPolicies } from '../network';
import { rooms } from '../rooms';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';
import { storedForm } from './stored-form';

/** A Kubernetes object as it is applied, and where it goes. */
export interface OutputObject {
  /** Path below the site's folder. Shape: `mastodon/web/deployment.yaml`. */
  readonly file: string;
  /** Key path of the declaration that asked for it. */
  readonly from: string;
  readonly json: KubeObject;
}

/** What all objects have; the rest is read by kind. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: objects of all kinds, read by the audit field by field
  readonly [field: string]: any;
}

/** What has to be there first; what two rooms ask for in the same words is installed once. */
export function requirementsOf(site: Site): Requirement[] {
  const all = rooms.flatMap((room) => room.requires(site));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Builds every room's constructs and turns each object into JSON; the construct's path is the file. */
export function objectsOf(site: Site): OutputObject[] {
  const app = new App();
  const folders: Folders = {
    platform: new Chart(app, 'platform', { disableResourceNameHashes: true }),
    mastodon: new Chart(app, 'mastodon', { namespace: site.namespace, disableResourceNameHashes: true }),
    operations: new Chart(app, 'operations', { namespace: site.namespace, disableResourceNameHashes: true }),
  };
  // First, so that no pod of ours ever runs with open doors.
  buildPolicies(
    folders,
    rooms.flatMap((room) => room.connections(site)),
    rooms.flatMap((room) => room.isolated?.(site) ?? []),
    site,
  );
  for (const room of rooms) room.build(folders, site);
  buildDelivery(app, requirementsOf(site), site);
  // One walk: cdk8s' own synthesis resolves the whole app again for every chart.
  return app.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .map((object) => ({
      file: `${object.node.path}.yaml`,
      from: declaredBy(object),
      json: storedForm(object.toJson()),
    }));
}
