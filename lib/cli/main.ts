import { forgetEnvironment } from './environment';
import { cli } from './program';

forgetEnvironment(process.env);
// Whoever reads may have read enough: `mammut explain | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = cli(process.argv.slice(2));
