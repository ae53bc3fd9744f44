import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWorkplace, root, run } from './workplace';

/** Raw ApiObjects in one bundle without types: less than any real cdk8s app does for them. */
const source = `
const { ApiObject, App, Chart } = require('cdk8s');
const objects = require('./objects.json');
const app = new App();
const chart = new Chart(app, 'home');
objects.forEach((object, index) => new ApiObject(chart, 'object-' + index, object));
app.synth();
`;

/** A cdk8s app that makes these objects. @returns its file, which Node runs */
export function cdk8sApp(objects: readonly object[]): string {
  const [entry, bundle] = [inWorkplace('cdk8s/main.js'), inWorkplace('cdk8s/bundle.js')];
  writeFileSync(entry, source);
  writeFileSync(inWorkplace('cdk8s/objects.json'), JSON.stringify(objects));
  run(join(root, 'node_modules/.bin/esbuild'), [
    entry,
    '--bundle',
    '--minify',
    '--platform=node',
    `--outfile=${bundle}`,
  ]);
  return bundle;
}
