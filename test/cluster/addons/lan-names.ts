import { lan } from '../layout';
import { internetAddress } from '../network';
import type { KubeObject } from './from-module';

/** Names of the house and of the internet beyond it; the cluster's name servers know no others. */
const names: Readonly<Record<string, readonly string[]>> = {
  '10.89.0.240': ['social.example.org'],
  [lan.client]: ['nas.example.org'],
  [internetAddress]: ['remote.example.net', 'smtp.example.org'],
  // Pebble's Service, see pebble.yaml.
  '10.96.0.20': ['acme-v02.api.letsencrypt.org', 'acme-staging-v02.api.letsencrypt.org'],
};

/** What coredns.yaml reads its hosts from. */
export function lanNames(): KubeObject {
  const hosts = Object.entries(names).map(([address, list]) => `${address} ${list.join(' ')}\n`);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'lan-names', namespace: 'kube-system' },
    data: { hosts: hosts.join('') },
  };
}
