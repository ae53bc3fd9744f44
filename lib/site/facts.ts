import type { Cluster } from '../cluster/cluster';
import type { Profile } from '../kube/resources';
import type { Storage } from '../storage/storage';

/** What every room may look at when it fills in its defaults. */
export interface SiteFacts {
  readonly name: string;
  readonly namespace: string;
  readonly profile: Profile;
  readonly cluster: Cluster;
  readonly storage: Storage;
}
