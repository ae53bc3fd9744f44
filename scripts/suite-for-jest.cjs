// A suite as the bundle that suites.mjs made of it, with the map that leads to its sources.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const bundleOf = (suite) => join(__dirname, '..', '.cache', 'suites', `${basename(suite, '.test.ts')}.js`);

module.exports = {
  getCacheKey: (_text, suite) =>
    createHash('sha256')
      .update(readFileSync(bundleOf(suite)))
      .digest('hex'),
  process: (_text, suite) => ({
    code: readFileSync(bundleOf(suite), 'utf8'),
    map: readFileSync(`${bundleOf(suite)}.map`, 'utf8'),
  }),
};
