import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modulesOf, selfTimes, selfTimesByModule } from '../../bench/speed/profile';

const node = (id: number, functionName: string, url: string, lineNumber: number) => ({
  id,
  callFrame: { functionName, url, lineNumber },
});

const profile = {
  nodes: [
    node(1, '(idle)', '', -1),
    node(2, 'toYaml', 'bundle.js', 4),
    node(3, '', 'bundle.js', 1),
    node(4, '(garbage collector)', '', -1),
  ],
  samples: [1, 2, 3, 2, 4],
  timeDeltas: [500, 100, 50, 200, 50],
};

let folder = '';
let bundle = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mammut-profile-'));
  bundle = join(folder, 'bundle.js');
  writeFileSync(
    bundle,
    '// node_modules/yaml/dist/parse.js\nfirst();\n\n  // lib/output/yaml.ts\n  function toYaml() {}\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test('time is a function’s own, of all but idling, the longest first', () => {
  expect(selfTimes(profile, modulesOf(bundle))).toEqual([
    { name: 'toYaml', module: 'lib/output/yaml.ts', share: 0.75 },
    { name: '(anonymous)', module: 'yaml/dist/parse.js', share: 0.125 },
    { name: '(garbage collector)', module: 'V8', share: 0.125 },
  ]);
});

test('functions of one module count together', () => {
  const times = [
    { name: 'a', module: 'x', share: 0.2 },
    { name: 'b', module: 'y', share: 0.3 },
    { name: 'c', module: 'x', share: 0.5 },
  ];
  expect(selfTimesByModule(times)).toEqual([
    ['x', 0.7],
    ['y', 0.3],
  ]);
});
