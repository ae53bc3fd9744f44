import { forgetEnvironment } from './environment';
import { cli } from './program';

forgetEnvironment(process.env);
process.exitCode = cli(process.argv.slice(2));
