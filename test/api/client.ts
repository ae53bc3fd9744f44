import { Agent, request } from 'node:https';

/** What the server answered, with the warnings it sent along. */
export interface Answer {
  readonly status: number;
  /** The parsed JSON body: an object, or a `Status` that says why not. */
  // biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
  readonly body: any;
  readonly warnings: readonly string[];
}

/** Plain HTTP to one API server over a few connections that stay open. */
export class Client {
  private readonly agent: Agent;

  constructor(
    private readonly port: number,
    certificate: string,
    private readonly token: string,
  ) {
    this.agent = new Agent({ ca: certificate, keepAlive: true, maxSockets: 8 });
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** POSTs YAML text as it is, for the server to parse as kubectl would, or an object as JSON. */
  post(path: string, body: string | object): Promise<Answer> {
    return typeof body === 'string'
      ? this.send('POST', path, body, 'application/yaml')
      : this.send('POST', path, JSON.stringify(body), 'application/json');
  }

  /** Server-side apply: created if new, brought to exactly this if not. */
  apply(path: string, yaml: string): Promise<Answer> {
    const query = `${path.includes('?') ? '&' : '?'}fieldManager=test&force=true`;
    return this.send('PATCH', path + query, yaml, 'application/apply-patch+yaml');
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  async isReady(): Promise<boolean> {
    return (await this.get('/readyz').catch(() => undefined))?.status === 200;
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, body?: string, type?: string): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}`, accept: 'application/json' };
    if (type !== undefined) headers['content-type'] = type;
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: this.port, method, path, headers, agent: this.agent },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            // Not by content type: the index of OpenAPI v3 is JSON and comes as text/plain.
            const json = text.startsWith('{');
            resolve({
              status: response.statusCode ?? 0,
              body: json ? JSON.parse(text) : { message: text },
              warnings: warningsIn(response.rawHeaders),
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** `299 - "text"` → text, for every Warning header; Node would join them with commas that texts may contain too. */
function warningsIn(rawHeaders: readonly string[]): string[] {
  return rawHeaders
    .filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'warning')
    .map((value) => value.replace(/^\d+ \S+ "(.*)"$/, '$1').replaceAll('\\"', '"'));
}
