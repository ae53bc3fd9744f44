import type { RoleName } from './engine';

/** Name of the class and the claim that a role is tried with. Shape: `canary-per-node`. */
export function canaryName(role: RoleName): string {
  return `canary-${role === 'perNode' ? 'per-node' : role}`;
}
