import { synthesize } from '../../lib/synthesize';
import { declaration, objectsOf, shipped } from '../support/site';

const sites = ['home', 'microk8s-jiva', 'one-node'] as const;
const readme = (name: (typeof sites)[number], overlay?: string) =>
  synthesize(declaration(name, overlay)).files.get('README.md') ?? '';
const chapters = (text: string) => [...text.matchAll(/^## \d+\. (.+)$/gm)].map(([, title]) => title);

test.each(sites)('%s has a chapter for each thing that may happen', (name) => {
  const found = chapters(readme(name));
  for (const title of [
    'Backups',
    'Restore',
    'A node is lost',
    'A volume is lost',
    'A volume is full',
    'After a power cut',
    'The cluster is lost',
    'Secrets are lost',
    'A copy on a laptop',
    'Moving to another cluster',
    'Another storage engine',
    'The next major version of PostgreSQL',
  ])
    expect(found).toContain(title);
  expect(found.includes('From one node to three')).toBe(name === 'one-node');
});

test.each(sites)('every job that the runbook of %s starts is there', (name) => {
  const cronJobs = objectsOf(shipped(name))
    .filter(({ json }) => json.kind === 'CronJob')
    .map(({ json }) => json.metadata.name);
  const started = [...readme(name).matchAll(/--from=cronjob\/([a-z-]+)/g)].map(([, one]) => one);
  expect(started.length).toBeGreaterThan(8);
  expect(started.filter((one) => one !== undefined && !cronJobs.includes(one))).toEqual([]);
});

test.each(sites)('every container whose log the runbook of %s reads is there', (name) => {
  const containers = objectsOf(shipped(name)).flatMap(({ json }) => {
    const { initContainers = [], containers: last = [] } = json.spec?.jobTemplate?.spec?.template?.spec ?? {};
    return [...initContainers, ...last].map((one: { name: string }) => one.name);
  });
  const read = [...readme(name).matchAll(/logs (?:-f )?job\/(?:restore|sets) -c ([a-z]+)/g)].map(([, one]) => one);
  expect(read.length).toBeGreaterThan(0);
  for (const one of read) expect(containers).toContain(one);
});

test('the lost cluster is brought back by the means of the target', () => {
  expect(readme('home')).toContain('mount -t nfs -o nfsvers=4.1,ro nas.lan:/volume1/backup /mnt');
  expect(readme('one-node')).toContain('RCLONE_CONFIG_TARGET_REMOTE=bucket:mastodon-backup/sets');
});

test('Secrets that an operator makes are not put back over its own', () => {
  expect(readme('home')).toContain('[ "$name" != database-app ] || continue');
  expect(readme('one-node')).not.toContain('|| continue');
});

test('nothing but settings of the migrations is applied before a restore on an empty cluster', () => {
  const text = readme('home');
  const chapter = text.slice(text.indexOf('The cluster is lost'), text.indexOf('Secrets are lost'));
  expect(chapter).toContain('[ "$folder" = mastodon/migrations/ ] || kubectl apply -f "$folder"');
  expect(chapter.indexOf('create job restore')).toBeLessThan(chapter.lastIndexOf('kubectl apply -k mastodon'));
});

test('a site without backups says so first, and in the chapter', () => {
  const text = readme('home', 'backup: none');
  expect(text.slice(0, text.indexOf('## 1.'))).toContain('nothing of this site is backed up');
  expect(text).toContain('**Nothing of this site is backed up: its declaration says `backup: none`.**');
  expect(chapters(text)).not.toContain('Restore');
});
