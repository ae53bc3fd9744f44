import { draft } from '../../lib/init/draft';
import { type Found, foundIn } from '../../lib/init/found';
import { type Answers, answersOf } from '../../lib/init/questions';
import { declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import { operator, rehearsal } from '../support/certificates';

/** Flags, and for all else the default; or what answers do at a terminal. */
export const answered = (flags: Answers, found: Found | undefined): Answers =>
  answersOf(found, ({ name, usual }) => flags[name] ?? usual);

/** The declaration that these answers make. */
export const draftOf = (flags: Answers, found?: Found): string =>
  draft(answered(flags, found), found, { operator, rehearsal });

/** Findings of that declaration, as far as they are errors. */
export const errorsOf = (flags: Answers, found?: Found): string[] => errorsIn(draftOf(flags, found));

export function errorsIn(text: string): string[] {
  const { findings } = declare(text, currentVersions);
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

export const votes = { 'node-role.kubernetes.io/control-plane': 'true' };

/** As kubectl prints them, as far as we look. */
export const node = (name: string, address: string, more: object = {}, labels: object = {}) => ({
  kind: 'Node',
  metadata: { name, labels },
  status: {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    capacity: { memory: '16307236Ki', 'ephemeral-storage': '490617784Ki', cpu: '4' },
    nodeInfo: { kubeletVersion: 'v1.36.1', osImage: 'Debian GNU/Linux 13', architecture: 'amd64', ...more },
  },
});

export const storageClass = (name: string, provisioner: string, more: object = {}) => ({
  kind: 'StorageClass',
  metadata: { name },
  provisioner,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
  ...more,
});

export const apiServers = (...addresses: string[]) => ({
  kind: 'EndpointSlice',
  metadata: { name: 'kubernetes', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  endpoints: addresses.map((address) => ({ addresses: [address] })),
});

export const listOf = (...items: object[]) => ({ kind: 'List', items });

/** @throws where it is no cluster */
export function clusterOf(...items: object[]): Found {
  const found = foundIn(listOf(...items));
  if (found === undefined) throw new Error('no cluster');
  return found;
}
