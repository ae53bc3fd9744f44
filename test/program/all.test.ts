import { allOf } from '../support/all';

// Starts programs, Mammut itself and the scripts of pods: npm run test:program.
jest.setTimeout(60_000);

allOf('program', (file) => require(`./${file}.test.ts`));
