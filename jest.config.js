const swc = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };

module.exports = {
  testEnvironment: '<rootDir>/scripts/plain-globals.cjs',
  roots: ['<rootDir>/test'],
  // Folders of many small files run as one, by rooms.test.ts or house.test.ts: `-t 'words'` picks tests. What starts
  // programs, plants hostile text, or needs more than Node has a command of its own: docs/architecture.md, Tests.
  testMatch: ['<rootDir>/test/*.test.ts', '<rootDir>/test/random/*.test.ts'],
  globalSetup: '<rootDir>/scripts/suites.mjs',
  // One for each suite, and what one of them starts: together they keep two processors busy to the end.
  maxWorkers: 3,
  transform: {
    '/test/(house|rooms)\\.test\\.ts$': '<rootDir>/scripts/suite-for-jest.cjs',
    '\\.(sh|rb|mjs|conf|css)$': '<rootDir>/scripts/text-for-jest.cjs',
    // Nobody steps through generated code, and its source maps are larger than it is.
    '/imports/.+\\.ts$': ['@swc/jest', { ...swc, sourceMaps: false }],
    '^.+\\.ts$': ['@swc/jest', swc],
  },
};
