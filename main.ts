import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from './lib/cli/errors';
import { forgetEnvironment } from './lib/cli/environment';
import { run } from './lib/cli/run';
import { synth } from './lib/cli/synth';

/** The cdk8s app: every declaration in sites/ into dist/. */
forgetEnvironment(process.env);

run(() => {
  if (!existsSync('sites')) throw new InputError('there is no folder sites here: run this in the checkout');
  const files = readdirSync('sites').filter((file) => file.endsWith('.yaml')).sort();
  return synth(
    files.map((file) => join('sites', file)),
    'dist',
  );
});
