import type { Client } from './client';
import type { Rendered } from './objects';

/** Where the server keeps objects of which kind, as it says itself. */
export class Resources {
  private readonly known = new Map<string, Promise<Map<string, { plural: string; namespaced: boolean }>>>();

  constructor(private readonly client: Client) {}

  /** The collection that a rendered object is POSTed to; undefined for a kind that this server doesn't have. */
  async collection(object: Pick<Rendered, 'apiVersion' | 'kind' | 'namespace'>): Promise<string | undefined> {
    const resource = (await this.of(object.apiVersion)).get(object.kind);
    if (resource === undefined) return undefined;
    const namespace = resource.namespaced ? `/namespaces/${object.namespace ?? 'default'}` : '';
    return `${root(object.apiVersion)}${namespace}/${resource.plural}`;
  }

  async has(object: Pick<Rendered, 'apiVersion' | 'kind'>): Promise<boolean> {
    return (await this.of(object.apiVersion)).has(object.kind);
  }

  /** Forgets what was asked before CRDs were installed. */
  forget(): void {
    this.known.clear();
  }

  private of(apiVersion: string) {
    const asked = this.known.get(apiVersion) ?? this.ask(apiVersion);
    this.known.set(apiVersion, asked);
    return asked;
  }

  private async ask(apiVersion: string) {
    const { body } = await this.client.get(root(apiVersion));
    const resources: { name: string; kind: string; namespaced: boolean }[] = body.resources ?? [];
    return new Map(
      resources
        .filter(({ name }) => !name.includes('/')) // subresources
        .map(({ name, kind, namespaced }) => [kind, { plural: name, namespaced }]),
    );
  }
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
