// Kinds as cdk8s generates them: Kubernetes' own, which cdk8s-plus-27 ships, and those in imports/.
import { readFile } from 'node:fs/promises';
import { asModule } from './kubernetes-as-modules.mjs';
import { writtenAtOnce } from './written-at-once.mjs';

/** @param pulls says of a lever whether it is pulled: `kubernetes-as-modules`, `written-at-once` */
export const generatedKinds = (pulls) => ({
  name: 'generated-kinds',
  setup({ onLoad }) {
    const rewritten =
      (steps) =>
      async ({ path }) =>
        steps.reduce((text, step) => step(text), await readFile(path, 'utf8'));
    const modules = pulls('kubernetes-as-modules') ? [asModule] : [];
    const atOnce = pulls('written-at-once') ? [writtenAtOnce] : [];
    const shipped = rewritten([...modules, ...atOnce]);
    const imported = rewritten(atOnce);
    onLoad({ filter: /[\\/]cdk8s-plus-27[\\/]lib[\\/]imports[\\/]k8s\.js$/ }, async (file) => ({
      contents: await shipped(file),
      loader: 'js',
    }));
    onLoad({ filter: /[\\/]imports[\\/][\w.-]+\.ts$/ }, async (file) => ({
      contents: await imported(file),
      loader: 'ts',
    }));
  },
});
