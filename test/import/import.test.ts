import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fromMastodonChart } from '../../lib/import/mastodon-chart';
import { pathText } from '../../lib/site/finding';
import { mammut, temporaryFolder } from '../cli/mammut';
import { checked, declaration } from '../support/site';

const article = join(__dirname, 'article.values.yaml');
const imported = (values: string) => fromMastodonChart(parse(values));
const notesOf = (values: string) => imported(values).notes.map(({ kind, path }) => `${kind} ${pathText(path)}`);

describe("the article's installation", () => {
  const { declaration: site, notes } = imported(readFileSync(article, 'utf8'));
  const of = (kind: string) => notes.filter((one) => one.kind === kind).map(({ path }) => pathText(path));

  test('keeps its domains, sizes and patience', () => {
    const startup = { initialDelaySeconds: 40, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 40 };
    expect(site).toEqual({
      database: { engine: 'standalone', size: '20Gi', probes: { startup } },
      redis: { mode: 'single', probes: { startup } },
      search: { engine: 'elasticsearch', size: '10Gi', probes: { startup } },
      mastodon: {
        handleDomain: 'example.org',
        webDomain: 'social.example.org',
        media: { volume: { on: 'shared', size: '40Gi' } },
        smtp: { server: 'smtp.example.org', port: 587, from: 'mastodon@example.org', secret: 'mastodon-smtp' },
        sidekiq: { concurrency: 25 },
        locale: 'en',
        env: { RAILS_LOG_LEVEL: 'warn' },
      },
    });
  });

  test('is told what was dangerous: databases on NFS, replicas that never take over, images without updates', () => {
    expect(of('danger')).toEqual(
      expect.arrayContaining([
        'postgresql.primary.persistence.storageClass',
        'redis.global.persistence.storageClass',
        'redis.replica',
        'postgresql.image.repository',
        'mastodon.secrets.secret_key_base',
      ]),
    );
    expect(of('danger')).not.toContain('postgresql.primary.startupProbe');
  });

  test('is told what a person has to say, and what is lost', () => {
    expect(of('ask').sort()).toEqual([
      'mastodon.extraEnvVars.DEEPL_API_KEY',
      'mastodon.persistence.system.storageClassName',
    ]);
    expect(of('lost')).toEqual(['mastodon.createAdmin.enabled', 'ingress.ingressClassName']);
  });

  test('renders once the cluster, the network and the backup are declared', () => {
    const { cluster, network, storage, backup } = parse(declaration('microk8s-jiva'));
    const whole = { cluster, network, storage, backup, ...site };
    const { findings } = checked('microk8s-jiva', JSON.stringify(whole));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('every value is carried, asked for, or listed', () => {
  test.each([
    ['an image of no version', 'image: {tag: nightly}', 'ask image.tag'],
    [
      'web on several nodes beside a volume for one',
      'mastodon: {web: {replicas: 2}}',
      'danger mastodon.persistence.system.accessMode',
    ],
    [
      'two schedulers',
      'mastodon: {sidekiq: {workers: [{name: a, replicas: 2, queues: [scheduler]}]}}',
      'danger mastodon.sidekiq.workers',
    ],
    ['a database without patience', '{}', 'danger postgresql.primary.startupProbe'],
    [
      "data on a pod's own disk",
      'redis: {master: {persistence: {enabled: false}}}',
      'danger redis.master.persistence.enabled',
    ],
    ['keys under another name', 'mastodon: {secrets: {existingSecret: keys}}', 'ask mastodon.secrets.existingSecret'],
    ['a PostgreSQL of its own', 'postgresql: {enabled: false, postgresqlHostname: db.lan}', 'ask postgresql.enabled'],
    ['what nobody knows', 'somethingOfMine: {a: 1}', 'lost somethingOfMine.a'],
    ['affinity of web', 'mastodon: {web: {affinity: {nodeAffinity: {}, x: 1}}}', 'lost mastodon.web.affinity.x'],
  ])('%s', (_what, values, expected) => {
    expect(notesOf(values)).toContain(expected);
  });

  test('groups of Sidekiq keep their queues', () => {
    const workers =
      '[{name: pull_queue, concurrency: 5, replicas: 2, queues: ["pull,2"]}, {name: rest, queues: [default, scheduler]}]';
    expect(imported(`mastodon: {sidekiq: {workers: ${workers}}}`).declaration).toMatchObject({
      mastodon: {
        sidekiq: {
          groups: [
            { name: 'pull-queue', queues: ['pull,2'], instances: 2, concurrency: 5 },
            { name: 'rest', queues: ['default', 'scheduler'] },
          ],
        },
      },
    });
  });

  test('media in a bucket, servers elsewhere', () => {
    const values = `
mastodon: {s3: {enabled: true, bucket: media, endpoint: "https://s3.example.org", existingSecret: bucket}}
postgresql: {enabled: false, postgresqlHostname: db.example.org, postgresqlPort: 5433, auth: {existingSecret: db}}
redis: {enabled: false, hostname: redis.example.org}
elasticsearch: {enabled: false}`;
    expect(imported(values).declaration).toEqual({
      database: { engine: 'external', host: 'db.example.org', port: 5433, secret: 'db' },
      redis: { mode: 'external', host: 'redis.example.org' },
      search: { engine: 'none' },
      mastodon: { media: { s3: { bucket: 'media', endpoint: 'https://s3.example.org', secret: 'bucket' } } },
    });
  });
});

describe('mammut import', () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);

  test('writes a declaration, and tells of the rest with its place; no secret is repeated', () => {
    const { code, out, err } = mammut('import', '--from-values', article, '--name', 'old');
    expect(code).toBe(0);
    expect(parse(out)).toMatchObject({ schemaVersion: 1, name: 'old', mastodon: { handleDomain: 'example.org' } });
    expect(err).toMatch(/^was dangerous where it was:\n {2}.*article.values.yaml:\d+:\d+: /);
    expect(err).toContain('not carried over:\n');
    expect(out + err).not.toContain('0123456789abcdef');
  });

  test('a key that stands twice is named with its place, and nothing is written', () => {
    writeFileSync(at('twice.yaml'), 'redis:\n  replica:\n    replicaCount: 1\n  replica:\n    nodeSelector: {}\n');
    const { code, out, err } = mammut('import', '--from-values', at('twice.yaml'), '--out', at('site.yaml'));
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringContaining('twice.yaml:4:3: error:') });
    expect(() => readFileSync(at('site.yaml'))).toThrow('ENOENT');
  });

  test('never over a file that is there', () => {
    writeFileSync(at('there.yaml'), 'mine\n');
    expect(mammut('import', '--from-values', article, '--out', at('there.yaml')).err).toContain('is there already');
    expect(readFileSync(at('there.yaml'), 'utf8')).toBe('mine\n');
  });
});
