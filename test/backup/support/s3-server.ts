import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { until } from '../../cluster/command';
import { freePort } from './port';
import { rclone } from './rclone-image';

/** A request as it comes in. Shape: `PUT /backups/sets/…`. */
export interface S3Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is done with it: passed on, answered with a status, left without an answer, or cut off. */
export type Answer = 'pass' | 'silent' | 'cut' | 403 | 404 | 503;

/**
 * rclone's own S3 server over a folder, behind a door that sees and may spoil every request: signatures are checked by the
 * server, the door changes nothing of what it passes on.
 */
export class S3Server {
  readonly key = 'AKIATEST';
  readonly secret = 'secret-of-the-test';
  requests: S3Request[] = [];
  /** Bytes that clients sent. */
  written = 0;
  answer: (request: S3Request, count: number) => Answer | Promise<Answer> = () => 'pass';
  private server: ChildProcess | undefined;
  private door: Server | undefined;
  private readonly agent = new Agent({ keepAlive: true });

  private port = 0;
  private behind = 0;

  /**
   * @param buckets there from the beginning; later the server would not see a folder that is made behind its back
   */
  constructor(
    readonly folder: string,
    private readonly buckets: readonly string[],
  ) {}

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    for (const bucket of this.buckets) mkdirSync(join(this.folder, bucket), { recursive: true });
    this.behind = await freePort();
    const address = ['--addr', `127.0.0.1:${this.behind}`, '--auth-key', `${this.key},${this.secret}`];
    this.server = spawn(await rclone(), ['serve', 's3', ...address, '--config', '', this.folder], { stdio: 'ignore' });
    this.door = createServer((incoming, outgoing) => void this.receive(incoming, outgoing));
    await once(this.door.listen(0, '127.0.0.1'), 'listening');
    this.port = (this.door.address() as AddressInfo).port;
    await until('the S3 server answers', 20, () => answers(this.behind), 50);
    return this;
  }

  stop(): void {
    this.server?.kill('SIGKILL');
    this.door?.closeAllConnections();
    this.door?.close();
    this.agent.destroy();
  }

  /** Beginning anew: what was asked is forgotten, every request passes. */
  reset(): void {
    this.requests = [];
    this.written = 0;
    this.answer = () => 'pass';
  }

  /** Size of every object by its key. */
  objects(bucket: string): Record<string, number> {
    const folder = join(this.folder, bucket);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      files
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file.slice(folder.length + 1), statSync(file).size]),
    );
  }

  /** An S3 remote, as sites declare it by rclone's variables. */
  remote(name: string): Record<string, string> {
    const settings = {
      TYPE: 's3',
      PROVIDER: 'Other',
      ENDPOINT: this.endpoint,
      ENV_AUTH: 'true',
      NO_CHECK_BUCKET: 'true',
    };
    return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`RCLONE_CONFIG_${name}_${key}`, value]));
  }

  private async receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const its = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers };
    this.requests.push(its);
    const answer = await this.answer(its, this.requests.length);
    if (answer === 'silent') return;
    if (answer === 'cut') return void incoming.socket.destroy();
    if (answer !== 'pass') return refuse(incoming, outgoing, answer);
    incoming.on('data', (chunk: Buffer) => {
      this.written += chunk.length;
    });
    const { agent, behind: port } = this;
    const passed = request(
      { agent, host: '127.0.0.1', port, method: its.method, path: its.path, headers: incoming.headers },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    passed.once('error', () => incoming.socket.destroy());
    outgoing.once('close', () => passed.destroy());
    incoming.pipe(passed);
  }
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: 403 | 404 | 503): void {
  const code = { 403: 'AccessDenied', 404: 'NoSuchKey', 503: 'SlowDown' }[status];
  incoming.resume();
  outgoing.writeHead(status, { 'content-type': 'application/xml' });
  outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>as the test has it</Message></Error>`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
