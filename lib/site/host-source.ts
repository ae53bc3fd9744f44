import type { Bases } from './bases';

/** The declaration that another one names in place of a cluster, as a guest names its host. */
export interface HostSource {
  /** Its file, as the guest names it. */
  readonly file: string;
  readonly declaration: string;
  readonly lock?: string | undefined;
  /** What it extends itself. */
  readonly bases?: Bases | undefined;
}
