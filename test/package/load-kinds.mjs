// Kubernetes' kinds as cdk8s-plus-27 ships them, or as the build rewrites them.
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { generatedKinds } from '../../scripts/build/generated-kinds.mjs';

const require = createRequire(import.meta.url);

/** @param levers those of the build that are pulled */
export async function loadKinds(levers) {
  const { outputFiles } = await build({
    entryPoints: [require.resolve('cdk8s-plus-27/lib/imports/k8s')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['cdk8s'],
    plugins: levers.length > 0 ? [generatedKinds((lever) => levers.includes(lever))] : [],
    write: false,
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}
