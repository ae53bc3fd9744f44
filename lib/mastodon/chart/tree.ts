/** Values by paths like `mastodon.smtp.port`, in the order in which they were put there. */
export class Tree {
  readonly values: Record<string, unknown> = {};
  readonly reasons: Record<string, string> = {};

  /** @param value nothing is set where it is undefined */
  set(path: string, value: unknown, why?: string): void {
    if (value === undefined) return;
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let node = this.values;
    for (const step of steps) {
      node[step] ??= {};
      node = node[step] as Record<string, unknown>;
    }
    node[last] = value;
    if (why !== undefined) this.reasons[path] = why;
  }

  /** Why whatever is set below a path is set. */
  because(path: string, why: string): void {
    this.reasons[path] = why;
  }
}
