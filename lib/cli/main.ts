import { forgetEnvironment } from './environment';
import { workerWord } from './fleet/crew';
import { serve } from './fleet/worker';
import { cli } from './program';

forgetEnvironment(process.env);
const words = process.argv.slice(2);
if (words[0] !== workerWord || !serve()) {
  // Whoever reads may have read enough: `mammut explain | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  void Promise.resolve(cli(words)).then((code) => {
    process.exitCode = code;
  });
}
