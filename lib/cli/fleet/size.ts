import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { programFile } from './seal';

/** Sites from which on the start of threads costs less than they save. */
const leastSites = 16;

/** A thread starts in the time that it takes to render about these. */
const leastEach = 8;

/** Threads start from the built program; where it was not built, sites are rendered one after the other. */
export const isFleet = (files: readonly string[]): boolean => files.length >= leastSites && existsSync(programFile);

/** @param wished `@default -` all processors, as far as there are sites for them */
export const workersFor = (files: readonly string[], wished?: number): number =>
  wished ?? Math.min(availableParallelism(), Math.ceil(files.length / leastEach));
