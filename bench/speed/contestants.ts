import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { goProgram } from '../../test/support/go-program';
import { cdk8sApp } from './cdk8s-app';
import type { Command } from './measure';
import { officialTemplate } from './official';
import { type ObjectFile, plainChart } from './plain-chart';
import { clear, inWorkplace, mammut, root, run } from './workplace';

/** What renders home, or as much as home, as a whole process each. */
export interface Contestants {
  /** Into a folder that is not there, and into one that already holds the same bytes. */
  readonly fresh: Command;
  readonly unchanged: Command;
  readonly official?: Command;
  readonly plain: Command;
  /** The rest, whom no guard names. */
  readonly others: readonly Command[];
}

const home = join(root, 'sites/home.yaml');

export const helm = () =>
  goProgram({ name: 'helm', folders: ['test/charts/helm'], package: 'helm.sh/helm/v3/cmd/helm' });
const kustomize = () =>
  goProgram({
    name: 'kustomize',
    folders: ['bench/speed/kustomize'],
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
  });

export async function contestants(): Promise<Contestants> {
  const [rendered, out] = [inWorkplace('rendered'), inWorkplace('out')];
  for (const folder of [rendered, out]) {
    const [program = '', ...args] = mammut(['synth', home, '--out', folder]);
    run(program, args);
  }
  const objects = objectsIn(join(rendered, 'home'));
  const helmProgram = await helm();
  const app = cdk8sApp(objects.map(({ text }) => load(text) as object));
  const cdk8s = join(root, 'node_modules/.bin/cdk8s');
  const appOut = inWorkplace('cdk8s/out');
  return {
    fresh: {
      name: '`mammut synth`, nothing there yet',
      words: mammut(['synth', home, '--out', inWorkplace('fresh')]),
      before: () => clear('fresh'),
    },
    unchanged: { name: '`mammut synth`, nothing changed', words: mammut(['synth', home, '--out', out]) },
    official: officialTemplate(helmProgram),
    plain: {
      name: `\`helm template\` of a plain chart of the same ${objects.length} objects`,
      words: [helmProgram, 'template', 'home', chartOf(objects)],
    },
    others: [
      {
        name: '`kustomize build` of the rendered folder',
        words: [await kustomize(), 'build', kustomizationOf(join(rendered, 'home'))],
      },
      {
        name: `a bare cdk8s app of the same objects, bundled`,
        words: [process.execPath, app],
        env: { CDK8S_OUTDIR: appOut },
      },
      {
        name: '`cdk8s synth` of that app',
        words: [cdk8s, 'synth', '--check-upgrade=false', '--app', `${process.execPath} ${app}`, '--output', appOut],
      },
      { name: '`node -e 0`', words: [process.execPath, '-e', '0'] },
    ],
  };
}

function objectsIn(folder: string): ObjectFile[] {
  const inventory = JSON.parse(readFileSync(join(folder, 'inventory.json'), 'utf8')) as { file: string }[];
  return inventory.map(({ file }) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

function chartOf(objects: readonly ObjectFile[]): string {
  const chart = inWorkplace('chart');
  for (const [file, text] of plainChart(objects, 'mastodon')) {
    mkdirSync(dirname(join(chart, file)), { recursive: true });
    writeFileSync(join(chart, file), text);
  }
  return chart;
}

/** All three folders at once. */
function kustomizationOf(site: string): string {
  writeFileSync(join(site, 'kustomization.yaml'), 'resources: [platform, mastodon, operations]\n');
  return site;
}
