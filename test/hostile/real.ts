import { shellsIn, startedIn } from './in-pods';
import { plants, word } from './plants';
import { blocksOf } from './rendered';
import { plantedSites } from './sites';
import { absoluteWrites, misread, typed } from './type';

// Runs every command of every page and every script of every pod under bash, by the thousand: npm run test:hostile.
jest.setTimeout(300_000);

describe.each(plantedSites())('a site with free text wherever some is taken: $name', ({ output }) => {
  test('types nothing but what was meant: its runbook', () => {
    const blocks = [
      ...blocksOf(output.files.get('README.md') ?? ''),
      ...output.requirements.map(({ commands }) => commands.join('\n')),
    ];
    expect(blocks.length).toBeGreaterThan(20);
    expect(misread(blocks)).toBe('');
    expect(blocks.flatMap(absoluteWrites)).toEqual([]);
    const said = typed(blocks);
    expect(said.length).toBeGreaterThan(blocks.length);
    expect(said.filter((line) => line.includes(word))).toEqual([]);
  });

  test('starts nothing but what was meant in its pods', () => {
    const shells = shellsIn(output.objects);
    expect(shells.length).toBeGreaterThan(0);
    const started = shells.map((shell) => ({ name: shell.name, said: startedIn(shell, output.objects) }));
    expect(started.filter(({ said }) => said.length > 0).length).toBeGreaterThan(shells.length / 2);
    expect(started.filter(({ said }) => said.some((line) => line.startsWith(`touch ${word}`)))).toEqual([]);
  });
});

test('the shell that types sees what is planted, or it would prove nothing', () => {
  for (const plant of plants.slice(0, 8)) {
    const said = typed([`echo "${plant}"\n`, `echo '${plant}'\n`, `echo ${plant}\n`]);
    expect({ plant, run: said.some((line) => line.startsWith(`touch ${word}`)) }).toEqual({ plant, run: true });
  }
  expect(typed([`kubectl exec pod -- sh -c 'touch ${word}'\n`])).toContain(`touch ${word} `);
  expect(misread(['true\n', "echo 'open\n", "echo 'again\n"])).toMatch(/block-1: .*unexpected EOF/);
  expect(absoluteWrites('echo a >/etc/b 2>/dev/null')).toEqual(['/etc/b']);
});
