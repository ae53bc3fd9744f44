module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  maxWorkers: '100%',
  // test/api needs a real Kubernetes; test/package builds and packs what is released. Both have their own command.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/api/', '<rootDir>/test/package/'],
  transform: {
    '\\.(sh|rb|mjs)$': '<rootDir>/scripts/text-for-jest.cjs',
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
