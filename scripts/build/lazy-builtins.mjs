// cdk8s and commander require builtin modules for features that a run rarely reaches. These load on first use.
const rare = /^(node:)?(child_process|crypto|os)$/;

export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: rare }, ({ path, kind, namespace }) =>
      kind === 'require-call' && namespace !== 'lazy-builtin' ? { path, namespace: 'lazy-builtin' } : undefined,
    );
    // __esModule makes TypeScript's __importStar hand the object on instead of copying all its properties.
    onLoad({ filter: rare, namespace: 'lazy-builtin' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' || require('${path}')[name] });`,
      loader: 'js',
    }));
  },
};
