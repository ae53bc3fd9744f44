// cdk8s asks three resolvers about each value of each object. None of them has anything to say of texts, numbers and
// booleans, which most values are, and Mammut's app has no resolvers of its own: those values are handed on at once.
import { readFile } from 'node:fs/promises';

const begin = '    const resolvers = app_1.App.of(apiObject).resolvers;\n';

export const plainValues = {
  name: 'plain-values',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cdk8s[\\/]lib[\\/]resolve\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (source.split(begin).length !== 2) throw new Error('cdk8s/lib/resolve.js has a form this build does not know');
      return {
        contents: source.replace(begin, `    if (typeof value !== 'object') return value;\n${begin}`),
        loader: 'js',
      };
    });
  },
};
