import { stagingRoom } from '../../lib/backup/staging';
import { times } from '../../lib/backup/times';
import { looksSecret } from '../../lib/site/secret-values';
import { operator } from '../support/certificates';
import { checked, find, objectsOf, rulesHit, shipped } from '../support/site';

const planOf = (overlay: string, over: 'home' | 'one-node' = 'home') => {
  const { backup } = shipped(over, overlay);
  if (backup.kind !== 'plan') throw new Error('a plan is declared');
  return backup;
};

describe('what is declared', () => {
  test('defaults: at night, emoji, a rehearsal a week', () => {
    const plan = planOf('', 'one-node');
    expect(plan).toMatchObject({
      daily: '03:17',
      timeZone: 'UTC',
      cache: 'emojis',
      rehearse: 'weekly',
      keep: { daily: 7, weekly: 4, monthly: 6 },
    });
  });

  test('a bucket alone has a spool of the size and on the role of the media', () => {
    expect(planOf('', 'one-node').tree).toMatchObject({ kind: 'spool', volume: { on: 'perNode', size: '50Gi' } });
  });

  test('beside NFS there is no spool', () => {
    expect(planOf('').tree).toEqual({ kind: 'nfs', server: 'nas.lan', share: '/volume1/backup', size: '200Gi' });
  });

  test("a volume that is bound to a node is bound to the media's", () => {
    const tree = planOf(`mastodon: {media: {volume: {on: perNode, node: beta}}}
backup: {to: {nfs: null, s3: {spool: {on: perNode}}}}`).tree;
    expect(tree).toMatchObject({ volume: { node: 'beta' } });
  });

  test.each([
    ['another word', 'backup: off', 'backup is "off"; allowed: none, or a map'],
    ['no target', 'backup: {to: {nfs: null, s3: null}}', 'allowed: nfs, volume or s3'],
    ['two trees', 'backup: {to: {volume: {on: shared}}}', 'allowed: nfs or volume, not both'],
    ['a spool beside NFS', 'backup: {to: {s3: {spool: {size: 10Gi}}}}', 'allowed: a spool only where s3 stands alone'],
    ['a time without quotes', 'backup: {daily: 3}', 'allowed: a time of day in quotes'],
    ['a key that nobody knows', 'backup: {too: {}}', 'unknown key "too" in backup'],
    ['a missing key inside', 'backup: {to: {nfs: {server: null}}}', 'missing key server in backup.to.nfs'],
  ])('%s is refused with its place', (_what, overlay, message) => {
    const { findings } = checked('home', overlay);
    expect(findings.map((one) => one.message).join('\n')).toContain(message);
    for (const { line } of findings) expect(line).toBeGreaterThan(1);
  });

  test('certificates are public, private keys are not', () => {
    expect(looksSecret(operator)).toBeUndefined();
    expect(looksSecret(operator.replaceAll('CERTIFICATE', 'PRIVATE KEY'))).toBe('a private key');
    expect(looksSecret(`${operator}password=correct-horse`)).toBeDefined();
  });
});

describe('times', () => {
  const at = (daily: string, rehearse: 'weekly' | 'monthly' = 'weekly') => times({ ...planOf(''), daily, rehearse });

  test('follow each other, over midnight as well', () => {
    expect(at('03:17')).toMatchObject({ backup: '17 3 * * *', upkeep: '17 5 * * *', rehearsal: '17 7 * * 0' });
    expect(at('22:05', 'monthly')).toMatchObject({ upkeep: '5 0 * * *', rehearsal: '5 2 1 * *' });
  });
});

describe('failure domains', () => {
  const domain = 'backup/target-in-data-domain';

  test('two classes of one engine fall together', () => {
    const two = `storage: {replicated: {engine: longhorn, copies: 3}, shared: {engine: longhorn, className: other, copies: 2}}
mastodon: {media: {volume: {on: replicated}}}
backup: {to: {nfs: null, s3: null, volume: {on: shared}}}`;
    expect(rulesHit('home', two)).toContain(domain);
  });

  test('a NAS that holds the media is no place for their backup', () => {
    const nas = (server: string) => `storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1/media}}
backup: {to: {nfs: {server: ${server}, share: /volume1/backup}}}`;
    expect(rulesHit('home', nas('nas.lan'))).toContain(domain);
    expect(rulesHit('home', nas('other.lan'))).not.toContain(domain);
  });

  test('a node that exports its own disk is one of the data', () => {
    expect(rulesHit('home', 'backup: {to: {nfs: {server: 192.168.1.12, share: /srv}}}')).toContain(domain);
    expect(rulesHit('home', 'backup: {to: {nfs: {server: beta, share: /srv}}}')).toContain(domain);
  });

  test("Mastodon's own bucket is no place for its copy, another one is", () => {
    const bucket = (
      name: string,
    ) => `mastodon: {media: {volume: null, s3: {bucket: one, endpoint: "https://s3.example.org"}}}
backup: {to: {s3: {bucket: ${name}, endpoint: "https://s3.example.org"}}}`;
    expect(rulesHit('home', bucket('one'))).toContain(domain);
    expect(rulesHit('home', bucket('two'))).not.toContain(domain);
  });

  test('classes of somebody else whose place nobody named may be one', () => {
    const classes = (failureDomain: string) => `storage:
  replicated: {engine: existing, className: a, reclaimPolicy: Retain, nodeBound: false}
  shared: {engine: existing, className: b, reclaimPolicy: Retain, nodeBound: false, accessModes: [ReadWriteOnce, ReadWriteMany]${failureDomain}}
database: {engine: standalone, on: replicated}
mastodon: {media: {volume: {on: replicated}}}
backup: {to: {nfs: null, s3: null, volume: {on: shared}}}`;
    expect(rulesHit('home', classes(''))).toContain(domain);
  });
});

test('room for a second database follows from the declared size', () => {
  expect(stagingRoom(shipped('home'))).toBe(Math.floor((20 * 0.8 - 1) * 1024 ** 3) / 3);
  expect(stagingRoom(shipped('home', 'database: {parameters: {max_wal_size: 4GB}}'))).toBe(4 * 1024 ** 3);
});

test('alerts speak of age, since a job that never starts fails nothing', () => {
  const monitored = shipped('home', 'monitoring: {enabled: true}');
  const rules = find(objectsOf(monitored), 'PrometheusRule', 'mastodon').spec.groups[0].rules as {
    alert: string;
    expr: string;
  }[];
  const expr = (name: string) => rules.find(({ alert }) => alert === name)?.expr;
  expect(expr('MastodonBackupOld')).toMatch(/cronjob="backup"\}\) > 129600$/);
  expect(expr('MastodonRehearsalOld')).toMatch(/cronjob="rehearsal"\}\) > 1296000$/);
});
