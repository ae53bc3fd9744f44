// Some builtin modules serve what a run rarely reaches, in cdk8s, in commander and in commands of ours. All of them use
// functions of these modules only; each function loads its module when it is called.
import { createRequire } from 'node:module';

const rare = /^(node:)?(child_process|crypto|os)$/;
// Ours call crypto in every run.
const rareInOurs = /^node:(child_process|os)$/;

export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: rare }, ({ path, kind, namespace }) => {
      if (namespace.startsWith('lazy-')) return undefined;
      if (kind === 'require-call') return { path, namespace: 'lazy-require' };
      return rareInOurs.test(path) ? { path, namespace: 'lazy-import' } : undefined;
    });
    // __esModule makes TypeScript's __importStar hand the object on instead of copying all its properties.
    onLoad({ filter: rare, namespace: 'lazy-require' }, ({ path }) => ({
      contents: `const call = (name) => (...args) => require('${path}')[name](...args);
        module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' || call(name) });`,
      loader: 'js',
    }));
    onLoad({ filter: rare, namespace: 'lazy-import' }, ({ path }) => ({
      contents: Object.keys(createRequire(import.meta.url)(path))
        .map((name) => `export const ${name} = (...args) => require('${path}').${name}(...args);`)
        .join('\n'),
      loader: 'js',
    }));
  },
};
