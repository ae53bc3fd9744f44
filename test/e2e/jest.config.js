const shared = require('../../jest.config.js');

/** A cluster of one's own: what can run there without harm runs there, and the test bed is left alone. */
const { KUBECONFIG, MAMMUT_E2E_CONTEXT } = process.env;
const existing = Boolean(KUBECONFIG && MAMMUT_E2E_CONTEXT);

// One cluster, so one test after the other, each leaving the site whole: npm run test:e2e.
module.exports = {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testMatch: [existing ? '<rootDir>/test/e2e/existing/*.test.ts' : '<rootDir>/test/e2e/*.test.ts'],
  maxWorkers: 1,
  // A quarter of an hour of machines that die.
  testPathIgnorePatterns: [
    ...(process.env.MAMMUT_E2E_LONG ? [] : ['/backup-losses\\.test\\.ts$']),
    // Charts are no Go modules, and no package registry has them.
    ...(process.env.MAMMUT_CHARTS ? [] : ['/by-chart\\.test\\.ts$']),
  ],
  ...(existing
    ? { globalSetup: '<rootDir>/test/e2e/existing/setup.ts' }
    : {
        globalSetup: '<rootDir>/test/e2e/setup.ts',
        globalTeardown: '<rootDir>/test/e2e/teardown.ts',
        testSequencer: '<rootDir>/test/e2e/order.js',
      }),
};
