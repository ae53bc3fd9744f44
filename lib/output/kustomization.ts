import type { OutputObject } from './objects';
import { toYaml } from './yaml';

/** One kustomization a folder: what is applied, in the order in which it is built. */
export function kustomizations(objects: readonly OutputObject[]): [file: string, content: string][] {
  const folders = [...new Set(objects.map((object) => folderOf(object.file)))];
  return folders.map((folder) => {
    const resources = objects
      .filter((object) => folderOf(object.file) === folder)
      .map((object) => object.file.slice(folder.length + 1));
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      // Without it kubectl sorts by kind and the order is lost.
      sortOptions: { order: 'fifo' },
      resources,
    };
    return [`${folder}/kustomization.yaml`, toYaml(kustomization, { header: `kubectl apply -k ${folder}` })];
  });
}

function folderOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}
