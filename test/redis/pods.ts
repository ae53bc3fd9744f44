import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { members } from '../../lib/redis/resolve';
import { files, groupEnv } from '../../lib/redis/sentinel';
import type { Site } from '../../lib/site/site';

const password = 'with "quotes" and \\ backslash';

/**
 * The group's pods as processes: each in a network namespace of its own with a new address at every start, all on one
 * bridge, and names that resolve while the pod is there. Runs inside namespaces that the caller made (see package.json),
 * so that nothing outside is touched and everything ends with the test.
 */
export class Pods {
  private readonly folder = mkdtempSync(join(tmpdir(), 'redis-'));
  private readonly hosts: string[];
  private readonly addresses = new Map<number, string>();
  private readonly running = new Map<number, { holder: ChildProcess; redis: ChildProcess; sentinel: ChildProcess }>();
  private starts = 0;

  constructor(private readonly site: Site) {
    this.hosts = members(site.redis.instances, site.namespace);
    this.writeHosts();
    run('mount', ['--bind', join(this.folder, 'hosts'), '/etc/hosts']);
    run('ip', ['link', 'set', 'lo', 'up']);
    run('ip', ['link', 'add', 'lan', 'type', 'bridge']);
    run('ip', ['addr', 'add', '10.99.0.1/16', 'dev', 'lan']);
    run('ip', ['link', 'set', 'lan', 'up']);
    mkdirSync(join(this.folder, 'scripts'));
    for (const [name, text] of Object.entries(files(site))) {
      writeFileSync(join(this.folder, 'scripts', name), text);
    }
  }

  get all(): number[] {
    return this.hosts.map((_, index) => index);
  }

  start(pod: number): void {
    this.starts += 1;
    const address = `10.99.1.${this.starts}`;
    const link = `pod${this.starts}`;
    const holder = spawn('unshare', ['--net', 'sleep', '3600']);
    execFileSync('sleep', ['0.1']);
    run('ip', ['link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(holder.pid)]);
    run('ip', ['link', 'set', link, 'master', 'lan', 'up']);
    const inside = (...command: string[]) => run('nsenter', [`--net=/proc/${holder.pid}/ns/net`, ...command]);
    inside('ip', 'addr', 'add', `${address}/16`, 'dev', 'eth0');
    inside('ip', 'link', 'set', 'eth0', 'up');
    inside('ip', 'link', 'set', 'lo', 'up');
    this.addresses.set(pod, address);
    this.writeHosts();
    const own = join(this.folder, String(pod));
    for (const each of ['data', 'conf', 'scripts']) mkdirSync(join(own, each), { recursive: true });
    for (const [name, text] of Object.entries(files(this.site))) {
      writeFileSync(join(own, 'scripts', name), text.replace('dir /data', `dir ${join(own, 'data')}`));
    }
    const process = (script: string) =>
      spawn('nsenter', [`--net=/proc/${holder.pid}/ns/net`, 'sh', join(own, 'scripts', script)], {
        env: this.environment(pod),
        stdio: ['ignore', openSync(join(own, 'log'), 'a'), openSync(join(own, 'log'), 'a')],
      });
    appendFileSync(join(own, 'log'), `--- start at ${address}\n`);
    this.running.set(pod, { holder, redis: process('start-redis.sh'), sentinel: process('start-sentinel.sh') });
  }

  /** As when the machine loses power. */
  kill(pod: number): void {
    const { holder, redis, sentinel } = this.found(pod);
    for (const each of [redis, sentinel, holder]) each.kill('SIGKILL');
    this.running.delete(pod);
    this.addresses.delete(pod);
    this.writeHosts();
  }

  /** As when Kubernetes deletes the pod: the hook in Redis' container, then SIGTERM; Sentinel at once. */
  stop(pod: number): void {
    const { holder, redis, sentinel } = this.found(pod);
    sentinel.kill('SIGTERM');
    this.script(pod, 'stop-redis.sh');
    redis.kill('SIGTERM');
    execFileSync('sleep', ['0.5']);
    for (const each of [redis, holder]) each.kill('SIGKILL');
    this.running.delete(pod);
    this.addresses.delete(pod);
    this.writeHosts();
  }

  wipe(pod: number): void {
    rmSync(join(this.folder, String(pod), 'data'), { recursive: true });
  }

  script(pod: number, name: string): string {
    return this.inside(pod, 'sh', join(this.folder, String(pod), 'scripts', name));
  }

  cli(pod: number, ...command: string[]): string {
    return this.inside(pod, 'redis-cli', ...command);
  }

  /** The pod that this pod's Sentinel takes for the master. */
  masterSeenBy(pod: number): number {
    const [host] = this.cli(pod, '-p', '26379', '--raw', 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'mastodon').split('\n');
    return this.hosts.indexOf(host ?? '');
  }

  processArguments(): string {
    return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  }

  /** Waits until a condition holds, and gives the seconds; fails with what the processes wrote last. */
  async until(seconds: number, what: string, see: () => boolean): Promise<number> {
    const begin = Date.now();
    while (Date.now() - begin < seconds * 1000) {
      if (see()) return (Date.now() - begin) / 1000;
      await new Promise((done) => setTimeout(done, 250));
    }
    const logs = this.all.map((pod) => `--- ${this.hosts[pod]}\n${lastLines(join(this.folder, String(pod), 'log'))}`);
    throw new Error(`not within ${seconds} s: ${what}\n${logs.join('\n')}`);
  }

  private inside(pod: number, ...command: string[]): string {
    const { holder } = this.found(pod);
    const options = {
      encoding: 'utf8' as const,
      env: this.environment(pod),
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'],
    };
    try {
      return execFileSync('nsenter', [`--net=/proc/${holder.pid}/ns/net`, ...command], options).trim();
    } catch {
      return '';
    }
  }

  private environment(pod: number): NodeJS.ProcessEnv {
    const own = join(this.folder, String(pod));
    return {
      PATH: process.env.PATH,
      ...groupEnv(this.site),
      SELF: this.hosts[pod],
      SCRIPTS: join(own, 'scripts'),
      CONF: join(own, 'conf'),
      DATA: join(own, 'data'),
      STATE: join(own, 'data', 'sentinel', 'sentinel.conf'),
      REDISCLI_AUTH: password,
    };
  }

  private found(pod: number) {
    const found = this.running.get(pod);
    if (found === undefined) throw new Error(`pod ${pod} does not run`);
    return found;
  }

  private writeHosts(): void {
    const lines = [...this.addresses].map(([pod, address]) => `${address} ${this.hosts[pod]}`);
    writeFileSync(join(this.folder, 'hosts'), `127.0.0.1 localhost\n${lines.join('\n')}\n`);
  }
}

function run(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: 'pipe' });
}

const lastLines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-40).join('\n');
