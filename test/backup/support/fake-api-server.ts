import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** One request that was answered, `PATCH /apis/…`. */
type Request = string;

interface Pod {
  metadata: { name: string; labels?: Record<string, string>; deletionTimestamp?: string };
  status: { phase: string };
}

/**
 * A fake of the API server's few answers that a restore needs. As strict as the real one: unknown paths are 404, another
 * token 401, a wrong content type 415, an outdated resourceVersion 409, a field of another type 422. Its Deployments have
 * pods that stop `grace` ms after they are told to.
 */
export class FakeApiServer {
  readonly requests: Request[] = [];
  readonly replicas: Record<string, number> = { web: 2, streaming: 2, sidekiq: 2 };
  readonly suspended: Record<string, boolean> = { 'media-remove': false };
  lease = { metadata: { name: 'mastodon-restore', resourceVersion: '1' }, spec: {} as { holderIdentity?: string } };
  /** Pods that no Deployment made: those of Jobs. */
  otherPods: Pod[] = [];
  grace = 0;
  /** What it answers instead: a status, or nothing at all. */
  broken: number | 'silent' | undefined;
  /** Called before a request is answered. */
  onRequest: (request: Request) => void = () => {};
  private readonly stopping: Pod[] = [];
  private version = 1;
  private server: Server | undefined;

  private port = 0;

  constructor(private readonly folder: string) {}

  async start(): Promise<void> {
    const file = (name: string) => join(this.folder, name);
    const subject = ['-subj', '/CN=fake-api-server', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2', '-nodes'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        ...subject,
        '-keyout',
        file('tls.key'),
        '-out',
        file('ca.crt'),
      ],
      { stdio: 'ignore' },
    );
    writeFileSync(file('token'), 'token-of-the-restore');
    writeFileSync(file('namespace'), 'mastodon');
    execFileSync('chmod', ['-R', 'a+rX', this.folder]);
    this.server = createServer(
      { key: readFileSync(file('tls.key')), cert: readFileSync(file('ca.crt')) },
      (request, response) => {
        let body = '';
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => {
          const line = `${request.method} ${request.url}`;
          this.requests.push(line);
          this.onRequest(line);
          if (this.broken === 'silent') return;
          const { status, value } = this.broken
            ? { status: this.broken, value: {} }
            : request.headers.authorization !== 'Bearer token-of-the-restore'
              ? { status: 401, value: {} }
              : this.answer(request.method ?? '', request.url ?? '', request.headers['content-type'], body);
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(value));
        });
      },
    );
    await new Promise<void>((resolve, reject) => this.server?.once('error', reject).listen(0, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  environment(pod: string): Record<string, string> {
    return {
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(this.port),
      SERVICE_ACCOUNT_FOLDER: this.folder,
      POD_NAME: pod,
      DEPLOYMENTS: 'web=2 streaming=2 sidekiq=2',
      CRONJOBS: 'media-remove',
      POD_SELECTOR: 'app.kubernetes.io/component in (web, streaming, sidekiq)',
      API_TIMEOUT: '2',
    };
  }

  /** The pod of a Job, at work until it is taken away. */
  addPod(name: string): void {
    if (!this.otherPods.some((pod) => pod.metadata.name === name))
      this.otherPods.push({ metadata: { name }, status: { phase: 'Running' } });
  }

  removePod(name: string): void {
    this.otherPods = this.otherPods.filter((pod) => pod.metadata.name !== name);
  }

  private pods(): Pod[] {
    const running = Object.entries(this.replicas).flatMap(([name, count]) =>
      Array.from({ length: count }, (_, index) => ({
        metadata: { name: `${name}-${index}`, labels: { 'app.kubernetes.io/component': name } },
        status: { phase: 'Running' },
      })),
    );
    return [...running, ...this.stopping];
  }

  private answer(
    method: string,
    url: string,
    type: string | undefined,
    body: string,
  ): { status: number; value: unknown } {
    const { pathname, searchParams } = new URL(url, 'https://127.0.0.1');
    const patch = method === 'PATCH' ? JSON.parse(body) : undefined;
    if (method === 'PATCH' && type !== 'application/merge-patch+json') return { status: 415, value: {} };
    if (method !== 'GET' && method !== 'PATCH') return { status: 405, value: {} };

    if (pathname === '/api/v1/namespaces/mastodon/pods' && method === 'GET') {
      const items = searchParams.get('labelSelector') ? this.pods() : [...this.pods(), ...this.otherPods];
      return { status: 200, value: { kind: 'PodList', items } };
    }
    const scale = pathname.match(/^\/apis\/apps\/v1\/namespaces\/mastodon\/deployments\/([^/]+)\/scale$/)?.[1];
    if (scale !== undefined && scale in this.replicas) {
      const wanted = patch?.spec?.replicas;
      if (patch && !Number.isInteger(wanted)) return { status: 422, value: {} };
      if (patch) this.scale(scale, wanted);
      return { status: 200, value: { kind: 'Scale', spec: { replicas: this.replicas[scale] } } };
    }
    const cronJob = pathname.match(/^\/apis\/batch\/v1\/namespaces\/mastodon\/cronjobs\/([^/]+)$/)?.[1];
    if (cronJob !== undefined && cronJob in this.suspended) {
      if (patch && typeof patch.spec?.suspend !== 'boolean') return { status: 422, value: {} };
      if (patch) this.suspended[cronJob] = patch.spec.suspend;
      return { status: 200, value: { kind: 'CronJob', spec: { suspend: this.suspended[cronJob] } } };
    }
    if (pathname === '/apis/coordination.k8s.io/v1/namespaces/mastodon/leases/mastodon-restore') {
      if (patch) {
        const expected = patch.metadata?.resourceVersion;
        if (expected !== undefined && expected !== this.lease.metadata.resourceVersion)
          return { status: 409, value: {} };
        if (typeof patch.spec?.holderIdentity !== 'string') return { status: 422, value: {} };
        this.version += 1;
        this.lease = {
          metadata: { name: 'mastodon-restore', resourceVersion: String(this.version) },
          spec: { ...this.lease.spec, ...patch.spec },
        };
      }
      return { status: 200, value: { kind: 'Lease', ...this.lease } };
    }
    return { status: 404, value: {} };
  }

  private scale(name: string, count: number): void {
    const before = this.replicas[name] ?? 0;
    this.replicas[name] = count;
    for (let index = count; index < before; index += 1) {
      const pod = { metadata: { name: `${name}-${index}`, deletionTimestamp: 'now' }, status: { phase: 'Running' } };
      this.stopping.push(pod);
      setTimeout(() => this.stopping.splice(this.stopping.indexOf(pod), 1), this.grace);
    }
  }
}
