import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable } from '../../test/api/processes';
import type { Calls } from './loop';
import { type CpuProfile, modulesOf, type SelfTime, selfTimes, selfTimesByModule } from './profile';
import { spread } from './statistics';
import { spreadText, table } from './table';
import { clear, inWorkplace, mammut, root, run } from './workplace';

/** This very program: its bundle is not minified, so that a profile names functions. */
const [program = '', self = ''] = process.argv;

/** Runs a part of `loop.ts` in a process of its own, which starts as a user's does. */
function loop(part: string, calls: number, flags: readonly string[] = []): string {
  const { stdout, stderr, status } = spawnSync(program, [...flags, self, part, String(calls)], { encoding: 'utf8' });
  if (status !== 0) throw new Unusable(`the warm loop failed: ${stderr}`);
  return stdout;
}

/** Milliseconds by stage, for home, in a process that has rendered it a hundred times. */
export function warm(calls: number): string {
  const taken = JSON.parse(loop('home-by-stages', calls)) as Calls;
  const rows = Object.entries(taken).map(([stage, figures]) => [stage, spreadText(spread(figures), 2)]);
  return table(['stage', 'ms'], rows);
}

/** Self times of the warm loop over all shipped sites, and of one cold start of home. */
export function profiles(calls: number): string {
  const warmed = profiled('warm', (flags) => loop('every-site', calls, flags));
  const build = inWorkplace('readable');
  run(process.execPath, ['scripts/build.mjs', '--without', 'minify', '--out', join(build, 'build')]);
  run('cp', ['-r', 'bin', build]);
  const command = mammut(
    ['synth', join(root, 'sites/home.yaml'), '--out', inWorkplace('profiled')],
    join(build, 'bin'),
  );
  const [node = '', ...words] = command;
  // It leaves the code cache.
  run(node, words);
  clear('profiled');
  const cold = profiled('cold', (flags) => run(node, [...flags, '--cpu-prof-interval=100', ...words]));
  return [
    `Warm, ${calls} times all shipped sites:`,
    summary(selfTimes(warmed, modulesOf(self))),
    'One cold start of home, the code cache there:',
    summary(selfTimes(cold, modulesOf(join(build, 'build/mammut.js')))),
  ].join('\n\n');
}

function profiled(name: string, start: (flags: readonly string[]) => unknown): CpuProfile {
  const folder = inWorkplace('profiles', name);
  start(['--cpu-prof', `--cpu-prof-dir=${folder}`]);
  const [file = ''] = readdirSync(folder);
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
}

const shown = 15;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function summary(times: readonly SelfTime[]): string {
  const modules = selfTimesByModule(times);
  const rows = times.slice(0, shown).map(({ name, module, share }, index) => {
    const [other = '', whole = 0] = modules[index] ?? [];
    return [`\`${name}\``, module, percent(share), other, percent(whole)];
  });
  return table(['function', 'of', 'self', 'module', 'self, all of it'], rows);
}
