import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { forgetEnvironment } from './lib/cli/environment';
import { InputError } from './lib/cli/errors';
import { exitCodeOf } from './lib/cli/run';
import { synth } from './lib/cli/synth';

/** The cdk8s app: every declaration in sites/ into dist/. */
const staging = process.env.CDK8S_OUTDIR;
forgetEnvironment(process.env);

const exitCode = exitCodeOf(() => {
  if (!existsSync('sites')) throw new InputError('there is no folder sites here: run this in the checkout');
  const files = readdirSync('sites')
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const code = synth(
    files.map((file) => join('sites', file)),
    { out: 'dist' },
  );
  return typeof code === 'number' ? staged(code) : code.then(staged);
});
void Promise.resolve(exitCode).then((code) => {
  process.exitCode = code;
});

/** `cdk8s synth` empties this folder before, and lists what it finds there after; it never sees dist/ itself. */
function staged(code: number): number {
  if (staging && code === 0) cpSync('dist', staging, { recursive: true });
  return code;
}
