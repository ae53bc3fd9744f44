module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // test/api and test/cluster need a real Kubernetes and are started by their own commands.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/api/', '<rootDir>/test/cluster/'],
  transform: {
    '\\.(sh|rb|mjs)$': '<rootDir>/scripts/text-for-jest.cjs',
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
