import { toYaml } from '../../lib/output/yaml';
import { objectsOf, shipped } from '../support/site';

/** The copy of the declaration that every backup keeps: it changes as the declaration does. */
const copy = 'mastodon/backup/config-map.yaml';

/** Lines that a change of the declaration changes, by file, apart from the copy of the declaration itself. */
function changed(overlay: string): Record<string, string[]> {
  const lines = (overlay?: string) =>
    new Map(objectsOf(shipped('home', overlay)).map(({ file, json }) => [file, toYaml(json).split('\n')]));
  const [before, after] = [lines(), lines(overlay)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  return Object.fromEntries(
    [...after].flatMap(([file, now]) => {
      if (file === copy) return [];
      const old = before.get(file) ?? [];
      const fresh = now.filter((line) => !old.includes(line));
      return now.join('\n') === old.join('\n') ? [] : [[file, fresh.map((line) => line.trim())]];
    }),
  );
}

test("one more web pod is one line of Mastodon's", () => {
  const { 'mastodon/database/cluster.yaml': _connections, ...diff } = changed('mastodon: {web: {instances: 3}}');
  expect(diff).toEqual({ 'mastodon/web/deployment.yaml': ['replicas: 3'] });
});

test('one key of mail is one line of a ConfigMap and the hash on the pods that read it', () => {
  const diff = changed('mastodon: {env: {SMTP_REPLY_TO: help@example.org}}');
  expect(Object.keys(diff).sort()).toEqual([
    'mastodon/sidekiq-scheduler/deployment.yaml',
    'mastodon/sidekiq/config-map.yaml',
    'mastodon/sidekiq/deployment.yaml',
  ]);
  expect(diff['mastodon/sidekiq/config-map.yaml']).toEqual(['SMTP_REPLY_TO: "help@example.org"']);
  for (const file of ['mastodon/sidekiq/deployment.yaml', 'mastodon/sidekiq-scheduler/deployment.yaml']) {
    expect(diff[file]).toEqual([expect.stringMatching(/^checksum\/config: /)]);
  }
});

test("a patch of Mastodon's is image lines and the Jobs' names", () => {
  for (const line of Object.values(changed('mastodon: {version: v4.7.3}')).flat()) {
    expect(line).toMatch(
      /ghcr\.io\/mastodon\/mastodon(-streaming)?:v4\.7\.3"?$|^name: migrate-(pre|post)-[0-9a-f]{8}$/,
    );
  }
});
