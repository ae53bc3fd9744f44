// cdk8s carries a `yaml` of its own beside ours. Where both are the same version, one copy serves both.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const oneYaml = {
  name: 'one-yaml',
  setup({ onResolve }) {
    const ours = createRequire(import.meta.url);
    const theirs = createRequire(ours.resolve('cdk8s'));
    const [version, carried] = [ours, theirs].map((require) =>
      readFileSync(require.resolve('yaml/package.json'), 'utf8'),
    );
    if (version === carried) onResolve({ filter: /^yaml$/ }, () => ({ path: ours.resolve('yaml') }));
  },
};
