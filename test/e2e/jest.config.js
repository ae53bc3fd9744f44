const shared = require('../../jest.config.js');

// One cluster, so one test after the other, each leaving the site whole: npm run test:e2e.
module.exports = {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testMatch: ['<rootDir>/test/e2e/*.test.ts'],
  testSequencer: '<rootDir>/test/e2e/order.js',
  maxWorkers: 1,
  globalSetup: '<rootDir>/test/e2e/setup.ts',
  globalTeardown: '<rootDir>/test/e2e/teardown.ts',
};
