import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { run, Unusable } from '../api/processes';
import { goProgram } from '../support/go-program';

// What linters say of the objects of sites/home.yaml: npm run test:lint. kube-score is built from its Go module; checkov is
// installed by pip into a folder of its own.
jest.setTimeout(900_000);

const site = 'dist/home';
const checkovVersion = '3.3.30';

interface Exception {
  readonly 'kube-score'?: readonly string[];
  readonly checkov?: readonly string[];
  /** `Kind/name`, or its beginning; `@default -` whatever it is found in */
  readonly objects?: readonly string[];
  readonly says: string;
  readonly why: string;
}

const exceptions = load(readFileSync(join(__dirname, 'exceptions.yaml'), 'utf8')) as readonly Exception[];

type Linter = 'kube-score' | 'checkov';

interface Finding {
  readonly check: string;
  readonly object: string;
  readonly says: string;
}

const excused = (linter: Linter, { check, object }: Finding) =>
  exceptions.find(
    (one) => one[linter]?.includes(check) && (one.objects?.some((name) => object.startsWith(name)) ?? true),
  );

/** Every file of an object that is applied. */
async function files(): Promise<string[]> {
  const inventory = JSON.parse(readFileSync(join(site, 'inventory.json'), 'utf8')) as { file: string }[];
  return inventory.map(({ file }) => join(site, file)).filter((file) => existsSync(file));
}

async function kubeScore(): Promise<Finding[]> {
  const folder = join(__dirname, 'kube-score');
  const program = await goProgram({
    name: 'kube-score',
    folders: [folder],
    package: 'github.com/zegl/kube-score/cmd/kube-score',
  });
  const words = ['score', '--output-format', 'json', '--output-version', 'v2', ...(await files())];
  const { stdout } = await run(program, words);
  const critical = 1;
  return (JSON.parse(stdout) as Scored[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => grade === critical && !skipped)
      .flatMap(({ check, comments }) =>
        (comments ?? []).map(({ summary }) => ({
          check: check.id,
          object: `${type_meta.kind}/${object_meta.name}`,
          says: summary,
        })),
      ),
  );
}

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly summary: string }[] | null;
  }[];
}

async function checkov(): Promise<Finding[]> {
  const program = await checkovProgram();
  const words = ['--directory', site, '--framework', 'kubernetes', '--compact', '--quiet', '--output', 'json'];
  const { stdout } = await run(program, [...words, '--skip-download']);
  const { results } = JSON.parse(stdout) as { results: { failed_checks: Failed[] } };
  return results.failed_checks.map(({ check_id, check_name, resource }) => {
    const [kind, , ...name] = resource.split('.');
    return { check: check_id, object: `${kind}/${name.join('.')}`, says: check_name };
  });
}

interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  /** `Kind.namespace.name` */
  readonly resource: string;
}

async function checkovProgram(): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'mammut', `checkov-${checkovVersion}`);
  const program = join(folder, 'bin', 'checkov');
  if (existsSync(program)) return program;
  const must = async (...[command, ...words]: [string, ...string[]]) => {
    const { code, stdout, stderr } = await run(command, words);
    if (code !== 0) throw new Unusable(`${command} ${words.join(' ')} failed:\n${stderr || stdout}`);
  };
  await must('python3', '-m', 'venv', folder);
  await must(join(folder, 'bin', 'pip'), 'install', '--quiet', `checkov==${checkovVersion}`);
  return program;
}

const linters: readonly (readonly [Linter, () => Promise<Finding[]>])[] = [
  ['kube-score', kubeScore],
  ['checkov', checkov],
];

describe.each(linters)('%s', (linter, findings) => {
  let found: Finding[] = [];
  beforeAll(async () => {
    found = await findings();
  });

  test('finds nothing critical but what has its reason in exceptions.yaml', () => {
    expect(found.filter((one) => excused(linter, one) === undefined)).toEqual([]);
  });

  test('finds whatever is excepted: an exception for nothing goes', () => {
    const used = new Set(found.map((one) => excused(linter, one)));
    expect(exceptions.filter((one) => one[linter] && !used.has(one)).map(({ says }) => says)).toEqual([]);
  });
});
