// Scripts imported as text, as esbuild's text loader gives them. Jest takes the first line away where it begins with #!.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

module.exports = {
  process: (_withoutFirstLine, path) => ({
    code: `module.exports = ${JSON.stringify(readFileSync(path, 'utf8'))};`,
  }),
  getCacheKey: (_withoutFirstLine, path) => createHash('sha256').update(readFileSync(path)).digest('hex'),
};
