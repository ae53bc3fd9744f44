import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../lib/synthesize';
import { contents } from '../cli/mammut';

const root = join(__dirname, '..', '..');
const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const sites = readdirSync(join(root, 'sites')).filter((file) => file.endsWith('.yaml'));

/** dist/ is committed for people to read: it must be what sites/ renders to (`npm run synth`). */
test.each(sites)('dist/ is what sites/%s renders to', (site) => {
  const file = join(root, 'sites', site);
  const { files, name } = synthesize(text(file) ?? '', text(file.replace(/\.yaml$/, '.lock')));
  const committed = contents(join(root, 'dist', name ?? ''));
  const stale = [...new Set([...files.keys(), ...Object.keys(committed)])].filter(
    (one) => files.get(one) !== committed[one],
  );
  expect(stale).toEqual([]);
});

test('dist/ holds no other site', () => {
  const names = sites.map((site) => synthesize(text(join(root, 'sites', site)) ?? '').name);
  expect(readdirSync(join(root, 'dist')).sort()).toEqual(names.sort());
});
