module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // A folder's files run together, by its all.test.ts; `npx jest test/storage -t 'words'` runs some of them.
  // test/api needs a real Kubernetes; test/package builds and packs what is released. Both have their own command.
  testMatch: ['<rootDir>/test/*.test.ts', '<rootDir>/test/*/all.test.ts', '<rootDir>/test/random/*.test.ts'],
  testSequencer: '<rootDir>/scripts/test-order.cjs',
  maxWorkers: '100%',
  transform: {
    '\\.(sh|rb|mjs)$': '<rootDir>/scripts/text-for-jest.cjs',
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
