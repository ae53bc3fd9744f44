// Scripts in lib/ run in containers: they are imported as text, never as code. In packages an .mjs file is code.
import { readFile } from 'node:fs/promises';

export const scriptsAsText = {
  name: 'scripts-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lib[\\/].*\.(sh|rb|mjs|conf|css)$/ }, async ({ path }) =>
      path.includes('node_modules') ? undefined : { contents: await readFile(path), loader: 'text' },
    );
  },
};
