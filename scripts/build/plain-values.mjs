// cdk8s asks three resolvers about each value of each object. They look for lazy values, tokens and unions, all of them
// objects of a class, and Mammut's app has no resolvers of its own: plain values are copied without asking.
import { readFile } from 'node:fs/promises';

const begin = '    const resolvers = app_1.App.of(apiObject).resolvers;\n';

const plain = `
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => resolve(key, item, apiObject));
    if (value.constructor === Object) {
      const copy = {};
      for (const name of Object.keys(value)) copy[name] = resolve(key, value[name], apiObject);
      return copy;
    }
`;

export const plainValues = {
  name: 'plain-values',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cdk8s[\\/]lib[\\/]resolve\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (source.split(begin).length !== 2) throw new Error('cdk8s/lib/resolve.js has a form this build does not know');
      return { contents: source.replace(begin, plain + begin), loader: 'js' };
    });
  },
};
