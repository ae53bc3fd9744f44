import { ApiObject, App, Chart } from 'cdk8s';
import { buildDelivery } from '../delivery';
import { declaredBy, type Folders } from '../kube/component';
import type { Connection } from '../kube/connection';
import { buildPolicies } from '../network';
import { rooms } from '../rooms';
import { once } from '../site/once';
import type { Requirement, SecretNeed } from '../site/room';
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

/** What has to be there first; what two rooms ask for in the same words is installed once, and what a host installs is there. */
export const requirementsOf = once((site): readonly Requirement[] => {
  const all = rooms.flatMap((room) => room.requires(site));
  const unlike = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  if (site.host === undefined) return unlike;
  const { name } = site.host;
  const there = new Set(requirementsOf(site.host).map(installation));
  return unlike.map((one) =>
    there.has(installation(one))
      ? { name: one.name, kind: 'existing', why: `comes with ${name}`, commands: [], provides: one.provides ?? {} }
      : one,
  );
});

/** Everything that a site connects. */
export const connectionsOf = once((site): readonly Connection[] => rooms.flatMap((room) => room.connections(site)));

/** What is installed, whoever it is for. */
const installation = ({ why: _, ...one }: Requirement): string => JSON.stringify(one);

/** What a site renders of all that it builds: what its host renders already is left to that. */
export function objectsOf(site: Site, all = builtObjects(site)): readonly OutputObject[] {
  if (site.host === undefined) return all;
  const hosts = new Set(builtObjects(site.host).map(({ json }) => identityOf(json)));
  return all.filter(({ json }) => !hosts.has(identityOf(json)));
}

/** Two objects of one identity are one object in the cluster. */
export function identityOf({ apiVersion, kind, metadata }: KubeObject): string {
  return [apiVersion.replace(/\/?v[^/]*$/, ''), kind, metadata.namespace ?? '', metadata.name].join('/');
}

/** Everything that is in the cluster for this site. Builds every room's constructs and turns each object into JSON; the construct's path is the file. */
export const builtObjects = once((site): readonly OutputObject[] => {
  const app = new App();
  const folders: Folders = {
    platform: new Chart(app, 'platform', { disableResourceNameHashes: true }),
    mastodon: new Chart(app, 'mastodon', { namespace: site.namespace, disableResourceNameHashes: true }),
    operations: new Chart(app, 'operations', { namespace: site.namespace, disableResourceNameHashes: true }),
  };
  // First, so that no pod of ours ever runs with open doors.
  buildPolicies(
    folders,
    connectionsOf(site),
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
});

/** Secrets that the site reads; what its host's platform reads is made with that. */
export function secretsOf(site: Site): SecretNeed[] {
  const all = rooms.flatMap((room) => room.secrets(site));
  if (site.host === undefined) return all;
  const there = secretsOf(site.host).map(({ namespace, name }) => `${namespace}/${name}`);
  return all.filter(({ namespace, name }) => !there.includes(`${namespace}/${name}`));
}
