// cdk8s and commander require builtin modules for features that a run rarely reaches. They use functions of these
// modules only; each function loads its module when it is called.
const rare = /^(node:)?(child_process|crypto|os)$/;

export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: rare }, ({ path, kind, namespace }) =>
      kind === 'require-call' && namespace !== 'lazy-builtin' ? { path, namespace: 'lazy-builtin' } : undefined,
    );
    // __esModule makes TypeScript's __importStar hand the object on instead of copying all its properties.
    onLoad({ filter: rare, namespace: 'lazy-builtin' }, ({ path }) => ({
      contents: `const call = (name) => (...args) => require('${path}')[name](...args);
        module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' || call(name) });`,
      loader: 'js',
    }));
  },
};
