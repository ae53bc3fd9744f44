import { appendFileSync, chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Seals } from '../../lib/cli/fleet/seals';
import { temporaryFolder } from './mammut';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder, ...path);
const out = at('dist');
const sites = at('cache', 'mammut', 'sites');
const { XDG_CACHE_HOME } = process.env;

beforeEach(() => {
  process.env.XDG_CACHE_HOME = at('cache');
});
afterEach(() => {
  rmSync(at('cache'), { recursive: true, force: true });
  if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
});

function sealed(name: string, seal = '1') {
  writeFileSync(at(`${name}.yaml`), '');
  return { file: at(`${name}.yaml`), name, from: [at(`${name}.yaml`)], seal };
}

test('kept at once, for this output folder alone', () => {
  new Seals(out).keep(sealed('a'));
  expect(new Seals(out).of(at('a.yaml'))).toEqual(sealed('a'));
  expect(new Seals(at('elsewhere')).of(at('a.yaml'))).toBeUndefined();
});

test('the last one counts, half a line does not, and what is declared no more is forgotten', () => {
  const seals = new Seals(out);
  for (const one of [sealed('a'), sealed('b'), sealed('a', '2')]) seals.keep(one);
  const [file = ''] = readdirSync(sites);
  appendFileSync(join(sites, file), '{"file": "/half');
  rmSync(at('b.yaml'));
  seals.tidy();
  expect(new Seals(out).of(at('a.yaml'))?.seal).toBe('2');
  expect(new Seals(out).of(at('b.yaml'))).toBeUndefined();
});

test('a folder that others may write is not believed', () => {
  new Seals(out).keep(sealed('a'));
  chmodSync(sites, 0o777);
  expect(new Seals(out).of(at('a.yaml'))).toBeUndefined();
});

test('where nothing can be kept, nothing is, and nobody is bothered', () => {
  writeFileSync(at('file'), '');
  process.env.XDG_CACHE_HOME = at('file');
  const seals = new Seals(out);
  seals.keep(sealed('a'));
  seals.tidy();
  expect(seals.of(at('a.yaml'))).toBeUndefined();
  expect(existsSync(at('cache'))).toBe(false);
});

test('of many output folders the last ones are remembered', () => {
  for (let index = 0; index < 25; index++) {
    const seals = new Seals(at(`dist-${index}`));
    seals.keep(sealed('a'));
    seals.tidy();
  }
  expect(readdirSync(sites)).toHaveLength(20);
});
