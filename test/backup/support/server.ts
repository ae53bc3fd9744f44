import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must, until } from '../../cluster/command';
import { type Image, type Started, start } from './container';
import { cacheFolder } from './tree';

/** A PostgreSQL of the test's own, on a socket in its folder. */
export class Server {
  private running: Started | undefined;
  private readonly data: string;

  constructor(
    private readonly image: Image,
    readonly socket: string,
    private readonly settings: readonly string[] = ['fsync=off'],
    private readonly network?: string,
  ) {
    this.data = join(socket, 'data');
  }

  async create(): Promise<this> {
    mkdirSync(this.socket, { recursive: true });
    await must('chmod', '0777', this.socket);
    await must('cp', '-a', await this.fresh(), this.data);
    await this.start();
    return this;
  }

  /** What initdb leaves, made once for each version of PostgreSQL: it takes longer than most tests. */
  private async fresh(): Promise<string> {
    const version = (await this.program('postgres', '--version')).replace(/[^0-9a-z.]+/gi, '-');
    const folder = join(cacheFolder, `initdb-${version}`);
    if (existsSync(folder)) return folder;
    mkdirSync(cacheFolder, { recursive: true });
    const data = join(this.socket, 'fresh');
    const initdb = ['initdb', '--pgdata', data, '--username=postgres', '--auth=trust', '--no-sync'];
    await this.program(...initdb, '--encoding=UTF8', '--locale=C.UTF-8');
    const unfinished = `${folder}.${process.pid}`;
    await must('cp', '-a', data, unfinished);
    // Another test file may have been first.
    if (!existsSync(folder)) renameSync(unfinished, folder);
    else rmSync(unfinished, { recursive: true });
    return folder;
  }

  async start(): Promise<void> {
    const options = [
      'listen_addresses=',
      `unix_socket_directories=${this.socket}`,
      'max_connections=60',
      ...this.settings,
    ];
    this.running = start(this.image, ['postgres', '-D', this.data, ...options.flatMap((option) => ['-c', option])], {
      user: 'postgres',
      network: this.network,
    });
    await until('PostgreSQL answers', 30, () => this.answers(), 50);
  }

  /** Lets another machine in. */
  async trust(address: string): Promise<void> {
    appendFileSync(join(this.data, 'pg_hba.conf'), `host all all ${address}/32 trust\n`);
    await this.sql('SELECT pg_reload_conf()');
  }

  /** As its node's power is cut: no shutdown, no checkpoint. */
  async kill(): Promise<void> {
    this.running?.kill();
    await this.running?.ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.socket, { recursive: true, force: true });
  }

  async sql(statements: string, database = 'postgres', user = 'postgres'): Promise<string> {
    return this.program(
      ...['psql', '--no-psqlrc', '-qAt', '-v', 'ON_ERROR_STOP=1', '-h', this.socket],
      ...['-U', user, '-d', database, '-c', statements],
    );
  }

  async file(file: string, database: string, user = 'postgres'): Promise<string> {
    return this.program(
      'psql',
      '--no-psqlrc',
      '-qAt',
      '-v',
      'ON_ERROR_STOP=1',
      '-h',
      this.socket,
      '-U',
      user,
      '-d',
      database,
      '-f',
      file,
    );
  }

  private async answers(): Promise<boolean> {
    return (await start(this.image, ['pg_isready', '-q', '-h', this.socket], { user: 'postgres' }).ended).code === 0;
  }

  async program(...command: string[]): Promise<string> {
    const { code, output } = await start(this.image, command, { user: 'postgres' }).ended;
    if (code !== 0) throw new Error(`${command.join(' ').slice(0, 200)} failed (${code}): ${output.slice(-500)}`);
    return output.trimEnd();
  }
}
