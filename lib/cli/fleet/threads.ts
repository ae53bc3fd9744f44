/** Loaded when it is needed: most runs render one site by themselves. */
export const threads = (): typeof import('node:worker_threads') => require('node:worker_threads');
