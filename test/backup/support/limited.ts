import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

let groups = 0;

/** A control group as a container has it, whose processes may use so much memory, the cache of files included. */
export class Limited {
  private readonly version2 = existsSync('/sys/fs/cgroup/cgroup.controllers');
  private readonly folder = join(
    this.version2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory',
    `mammut-${process.pid}-${++groups}`,
  );

  constructor(bytes: number) {
    mkdirSync(this.folder);
    writeFileSync(this.file('memory.max', 'memory.limit_in_bytes'), String(bytes));
    // As kubelets have it since Kubernetes 1.28: the container dies as a whole. Version 1 kills one process.
    if (this.version2) writeFileSync(join(this.folder, 'memory.oom.group'), '1');
  }

  /** Shell commands by which a process joins. */
  get joins(): string {
    return `echo $$ > ${this.folder}/cgroup.procs`;
  }

  /** Processes that were killed for want of memory. */
  get killed(): number {
    const text = readFileSync(this.file('memory.events', 'memory.oom_control'), 'utf8');
    return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
  }

  end(): void {
    rmdirSync(this.folder);
  }

  private file(version2: string, version1: string): string {
    return join(this.folder, this.version2 ? version2 : version1);
  }
}
