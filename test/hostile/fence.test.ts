import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fence } from '../random/fence';

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'mammut-fence-')));
  fs.mkdirSync(join(folder, 'in'));
  fs.mkdirSync(join(folder, 'out'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** What the fence tells of a change. */
function told(change: () => void): string[] {
  const places: string[] = [];
  const open = fence([join(folder, 'in')], (place) => places.push(place.replace(`${folder}/`, '')));
  try {
    change();
  } finally {
    open();
  }
  return places;
}

const place = (path: string) => join(folder, path);

test.each<[what: string, change: () => void, places: string[]]>([
  ['a file inside', () => fs.writeFileSync(place('in/a'), ''), []],
  ['folders inside', () => fs.mkdirSync(place('in/a/b'), { recursive: true }), []],
  ['a file outside', () => fs.writeFileSync(place('out/a'), ''), ['writeFileSync out/a']],
  ['a way out by dots', () => fs.writeFileSync(place('in/../out/a'), ''), ['writeFileSync out/a']],
  ['a folder of a like name', () => fs.mkdirSync(place('inner')), ['mkdirSync inner']],
  ['a removal outside', () => fs.rmSync(place('out'), { recursive: true }), ['rmSync out']],
  ['a rename out of it', () => fs.renameSync(place('in'), place('out/in')), ['renameSync out/in']],
  ['a file opened to be written', () => fs.closeSync(fs.openSync(place('out/a'), 'w')), ['openSync out/a']],
  ['one opened to be read', () => fs.closeSync(fs.openSync(place('in'), 'r')), []],
])('%s', (_, change, places) => {
  expect(told(change)).toEqual(places);
});

test('a way out by a symbolic link', () => {
  fs.symlinkSync('../out', place('in/link'));
  expect(told(() => fs.writeFileSync(place('in/link/a'), ''))).toEqual(['writeFileSync out/a']);
  expect(told(() => fs.rmSync(place('in/link')))).toEqual([]);
});

test('nothing is watched any more once it is open', () => {
  const before = fs.writeFileSync;
  told(() => {});
  expect(fs.writeFileSync).toBe(before);
});
