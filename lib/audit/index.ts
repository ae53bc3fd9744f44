import type { Finding } from '../site/finding';
import { backends } from './backends';
import { claims } from './claims';
import { connectionsOpen } from './connections';
import { disruption } from './disruption';
import { identity } from './identity';
import { inert } from './inert';
import type { Audited, Law } from './law';
import { mounts } from './mounts';
import { privileges } from './privileges';
import { references } from './references';
import { secretValues } from './secret-values';
import { selectors } from './selectors';
import { services } from './services';

/** Conservation laws over the final objects, checked on every synthesis. */
export const laws: readonly Law[] = [
  identity,
  mounts,
  services,
  backends,
  selectors,
  disruption,
  claims,
  references,
  connectionsOpen,
  privileges,
  inert,
  secretValues,
];

/** A breach is a fault of Mammut's own, not of the declaration: nothing is written then. */
export function audit(audited: Audited): Finding[] {
  return laws.flatMap((law) =>
    [...law.check(audited)].map(({ object, message }) => ({
      rule: law.name,
      severity: 'error' as const,
      path: keyPath(object.from),
      message: `${object.file}: ${message}`,
      fix: 'this is a fault of Mammut itself: report it with the declaration',
    })),
  );
}

/** `mastodon.sidekiq.groups[0]` → its steps. */
function keyPath(from: string): (string | number)[] {
  return [...from.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) =>
    index === undefined ? (key ?? '') : Number(index),
  );
}
