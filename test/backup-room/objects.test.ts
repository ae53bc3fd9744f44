import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backupConnections } from '../../lib/backup/connections';
import { backupScripts } from '../../lib/backup/scripts';
import { settingsFiles } from '../../lib/backup/settings';
import { toYaml } from '../../lib/output/yaml';
import { declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import { validSites } from '../random/sites';
import { auditOf } from '../support/audit';
import { operator, rehearsal } from '../support/certificates';
import { declaration, find, objectsOf, shipped } from '../support/site';
import { bucketMedia, containersOf, envOf, home, jobOf, oneNode, ours, podOf, stepsOf } from './support';

const sites = ['home', 'microk8s-jiva', 'one-node'] as const;

test.each(sites)('no law of the audit is broken in %s', (name) => {
  expect(auditOf(shipped(name))).toEqual([]);
});

test.each([
  ['media in a bucket', 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}'],
  ['media that one node mounts', 'mastodon: {media: {volume: {on: replicated}}}'],
  ['a spool that one node mounts', 'backup: {to: {nfs: null, s3: {spool: {on: replicated, size: 100Gi}}}}'],
  [
    'a volume on a NAS',
    `storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}
mastodon: {media: {volume: {on: replicated}}}
backup: {to: {nfs: null, s3: null, volume: {on: shared}}}`,
  ],
  ['no rehearsals, nobody told', 'backup: {rehearse: never, notify: null}'],
  [
    'an external database and Redis',
    `database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}
redis: {mode: external, host: redis.example.org, addresses: [192.0.2.11/32]}`,
  ],
])('nor with %s', (_what, overlay) => {
  expect(auditOf(shipped('home', overlay))).toEqual([]);
});

test('backup: none renders nothing of the room', () => {
  expect(ours(shipped('home', 'backup: none'))).toEqual([]);
});

test('every script of the folder is in the ConfigMap, as it is', () => {
  const files = readdirSync(join(__dirname, '../../lib/backup/scripts')).filter((file) => /\.(sh|rb)$/.test(file));
  expect(Object.keys(backupScripts).sort()).toEqual([...files, 'database.rb'].sort());
  const { data } = find(objectsOf(home), 'ConfigMap', 'backup-scripts') as unknown as { data: Record<string, string> };
  const { 'adopt.sh': _onAPersonsMachine, ...inPods } = backupScripts;
  expect(data).toEqual(inPods);
});

test('every script is a block of lines in the ConfigMap', () => {
  const text = toYaml(find(objectsOf(home), 'ConfigMap', 'backup-scripts'));
  const quoted = [...text.matchAll(/^ {2}([a-z-]+\.(?:sh|rb)): "/gm)].map(([, name]) => name);
  expect(quoted).toEqual([]);
});

test('every step runs a script that is there', () => {
  for (const site of [home, oneNode, bucketMedia]) {
    for (const { json } of ours(site).filter(({ json: { kind } }) => kind === 'CronJob')) {
      for (const { command = [] } of containersOf(site, json.metadata.name)) {
        const script = command.find((word) => word.startsWith('/scripts/'));
        if (script !== undefined) expect(Object.keys(backupScripts)).toContain(script.replace('/scripts/', ''));
      }
    }
  }
});

describe('a lost node ends no later backup', () => {
  test.each(['backup', 'backup-upkeep', 'rehearsal'])('%s may start beside one that hangs', (name) => {
    const { concurrencyPolicy, jobTemplate } = jobOf(home, name);
    expect(concurrencyPolicy).toBe('Allow');
    expect(jobTemplate.spec.podFailurePolicy).toBeUndefined();
    expect(jobTemplate.spec.template.spec.activeDeadlineSeconds).toBeGreaterThan(0);
    expect(jobTemplate.spec.backoffLimit).toBeGreaterThan(0);
  });

  test('every pod leaves a lost node after 30 s', () => {
    for (const { json } of ours(home).filter(({ json: { kind } }) => kind === 'CronJob')) {
      const { tolerations } = podOf(home, json.metadata.name);
      expect(tolerations.map(({ tolerationSeconds }: { tolerationSeconds: number }) => tolerationSeconds)).toEqual([
        30, 30,
      ]);
    }
  });
});

describe('the set', () => {
  test('holds the declaration and its versions, which render to the same site', () => {
    const data = find(objectsOf(home), 'ConfigMap', 'backup').data as Record<string, string>;
    const again = declare(data['site.yaml'] ?? '', currentVersions);
    const before = declare(declaration('home'), currentVersions);
    const { written: _one, ...site } = again.site ?? { written: {} };
    const { written: _other, ...expected } = before.site ?? { written: {} };
    expect(site).toEqual(expected);
    expect(data['site.lock']).toContain('mastodon: "');
    expect(data['operator.crt']).toBe(operator);
    expect(data['rehearsal.crt']).toBe(rehearsal);
    expect(data.deployments).toBe('web=2\nstreaming=2\nsidekiq=2\nsidekiq-scheduler=1\n');
  });

  test('holds it for any site', () => {
    let copies = 0;
    for (const { checked } of validSites(11, 12, 0)) {
      const { site } = checked;
      if (site?.backup.kind !== 'plan') continue;
      copies++;
      const again = declare(settingsFiles(site).settings['site.yaml'] ?? '', currentVersions).site;
      expect({ ...again, written: undefined }).toEqual({ ...site, written: undefined });
    }
    expect(copies).toBeGreaterThan(5);
  });

  test('holds every Secret that Mastodon reads, as files, and the rehearsal key is none of them', () => {
    const [backup] = containersOf(home, 'backup');
    const mounted = (backup?.volumeMounts ?? []).filter(({ mountPath }) => mountPath.startsWith('/secrets/'));
    expect(mounted.map(({ mountPath }) => mountPath.replace('/secrets/', ''))).toEqual([
      'backup-ping',
      'backup-s3',
      'database-app',
      'mastodon-secrets',
      'mastodon-smtp',
      'redis',
    ]);
    for (const { readOnly } of mounted) expect(readOnly).toBe(true);
    const holders = ours(home).filter(({ json }) => JSON.stringify(json).includes('"backup-rehearsal"'));
    expect(holders.map(({ file }) => file)).toEqual(['mastodon/rehearsal/cron-job.yaml']);
  });

  test('is made of media that can only be read', () => {
    const media = containersOf(home, 'backup')
      .flatMap(({ volumeMounts = [] }) => volumeMounts)
      .filter(({ mountPath }) => mountPath === '/media');
    expect(media).toEqual([{ name: 'media', mountPath: '/media', readOnly: true }]);
  });

  test('goes to the bucket last, and stays in the tree where that is a target', () => {
    expect(stepsOf(home, 'backup')).toEqual(['backup', 'upload']);
    expect(envOf(containersOf(home, 'backup').at(-1)).KEEP_LOCAL).toBe('true');
    expect(envOf(containersOf(oneNode, 'backup').at(-1)).KEEP_LOCAL).toBe('false');
    expect(stepsOf(shipped('microk8s-jiva'), 'backup')).toEqual(['backup']);
  });

  test('asks the bucket first where the spool may be a new one', () => {
    expect(stepsOf(oneNode, 'backup')).toEqual(['fetch', 'backup', 'upload']);
    expect(containersOf(oneNode, 'backup')[0]?.command).toEqual(['sh', '/scripts/fetch.sh', 'known']);
  });

  test('is refused after a loss unless the operator says so', () => {
    for (const name of ['backup', 'upload']) {
      const env = envOf(containersOf(home, 'backup').find((one) => one.name === name));
      expect(env.ACCEPT_TARGET).toEqual({
        configMapKeyRef: { name: 'mastodon-backup-target', key: 'accept', optional: true },
      });
    }
    expect(envOf(containersOf(home, 'backup')[0]).ACCEPT_LOSS).toEqual({
      configMapKeyRef: { name: 'mastodon-backup-target', key: 'loss', optional: true },
    });
  });

  test('of media in a bucket takes copies between dump and publication', () => {
    expect(stepsOf(bucketMedia, 'backup')).toEqual(['dump', 'copy-media', 'publish', 'upload']);
    expect(envOf(containersOf(bucketMedia, 'backup')[1])).toMatchObject({
      MEDIA_REMOTE: 'media:media',
      MEDIA_COPY: 'bucket:mastodon-backup/media/social.example.org',
      RCLONE_CONFIG_MEDIA_TYPE: 's3',
    });
  });
});

describe('media in a bucket', () => {
  test('are put back after the set was read and before anything stops', () => {
    expect(stepsOf(bucketMedia, 'restore')).toEqual(['claim', 'prepare', 'media', 'stop', 'swap', 'queues', 'start']);
    expect(stepsOf(bucketMedia, 'restore-prepare')).toEqual(['prepare', 'media']);
    expect(stepsOf(home, 'restore')).not.toContain('media');
  });

  test('are put back as Mastodon uploads them', () => {
    const media = (site: typeof home) => envOf(containersOf(site, 'restore').find((one) => one.name === 'media'));
    expect(media(bucketMedia)).toMatchObject({ MEDIA_REMOTE: 'media:media', RCLONE_CONFIG_MEDIA_ACL: 'public-read' });
    const private_ = shipped(
      'home',
      'mastodon: {env: {S3_PERMISSION: private}, media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
    );
    expect(media(private_).RCLONE_CONFIG_MEDIA_ACL).toBe('private');
  });

  test('whose copies lie in a bucket of the home network: the restore reaches it', () => {
    const site = shipped(
      'home',
      `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: {to: {s3: {endpoint: "https://192.168.1.20:9000"}}}`,
    );
    for (const name of ['backup', 'backup-upkeep', 'restore', 'restore-prepare']) {
      const whys = backupConnections(site).filter(({ why }) => why === `${name} uses the bucket of backups`);
      expect(whys).toHaveLength(1);
    }
  });
});

describe('NFS', () => {
  test('is a static volume for this claim alone, kept whatever is deleted', () => {
    const volume = find(objectsOf(home), 'PersistentVolume', 'mastodon-backup').spec;
    const claim = find(objectsOf(home), 'PersistentVolumeClaim', 'backup').spec;
    expect(volume).toMatchObject({
      persistentVolumeReclaimPolicy: 'Retain',
      claimRef: { namespace: 'mastodon', name: 'backup' },
      nfs: { server: 'nas.lan', path: '/volume1/backup' },
    });
    expect(claim).toMatchObject({ storageClassName: '', volumeName: 'mastodon-backup' });
    expect(objectsOf(home).find(({ json }) => json.kind === 'PersistentVolume')?.file).toMatch(/^platform\//);
  });
});

test("clients of PostgreSQL are of the server's major version", () => {
  const newer = { ...currentVersions, cloudnativePgPostgresql: '18.1-standard-trixie' };
  expect(containersOf(shipped('home', '', newer), 'backup')[0]?.image).toBe('docker.io/library/postgres:18-trixie');
  expect(containersOf(home, 'backup')[0]?.image).toBe(`docker.io/library/postgres:${currentVersions.postgresql}`);
});

describe('what one node mounts at a time', () => {
  test('keeps all pods on that node, with the media where those are bound to one', () => {
    const site = shipped('home', 'mastodon: {media: {volume: {on: replicated}}}');
    for (const name of ['backup', 'restore']) {
      expect(jobOf(site, name).jobTemplate.spec.template.metadata.labels['mounts-media']).toBe('true');
      expect(podOf(site, name).affinity.podAffinity).toBeDefined();
    }
    expect(podOf(site, 'rehearsal').affinity).toBeUndefined();
    const spool = shipped('home', 'backup: {to: {nfs: null, s3: {spool: {on: replicated}}}}');
    for (const name of ['backup', 'rehearsal', 'restore', 'backup-upkeep', 'backup-notify'])
      expect(jobOf(spool, name).jobTemplate.spec.template.metadata.labels['mounts-backup']).toBe('true');
  });
});
