import { goProgram } from '../support/go-program';
import { kubernetesFolder, type Version } from './versions';

/** The program with etcd, kube-apiserver and kubectl in it, from the cache or built now. */
export async function binary({ tag, folder }: Version): Promise<string> {
  const folders = [kubernetesFolder, folder];
  const file = await goProgram({ name: `kubernetes-${tag}`, folders, linkerFlags: versionStamps(tag) });
  console.log(`Kubernetes ${tag}: ${file}`);
  return file;
}

/** Without the stamps the server calls itself v0.0.0-master, and kubectl and CRD conversions judge by that. */
export function versionStamps(tag: string): string[] {
  const [major, minor] = tag.slice(1).split('.');
  const stamps = { gitVersion: tag, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
}
