import { Argument, Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { listing } from '../init/found';
import { questions } from '../init/questions';
import { type AdoptOptions, adopt } from './adopt';
import { check } from './check';
import { completion, type Shell, shells } from './completion';
import { doctor } from './doctor';
import { explain } from './explain';
import { type ImportOptions, importValues } from './import';
import { type InitOptions, init } from './init';
import { type Format, format, quiet, workers } from './options';
import { filesNamed } from './patterns';
import { setQuiet } from './quiet';
import { report, showCommand } from './report';
import { type ReviewOptions, reviewCommand } from './review';
import { type ExitCode, exitCodeOf } from './run';
import { type SecretsOptions, secretFormats, secrets } from './secrets';
import { synth } from './synth';

/** Runs what was typed after `mammut`. @returns the exit code: 2 for wrong usage */
export function cli(words: readonly string[]): ExitCode {
  let code: ExitCode = 0;
  try {
    program((command) => {
      code = exitCodeOf(command);
    }).parse(words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

function program(run: (command: () => ExitCode) => void): Command {
  const mammut = new Command('mammut')
    .description('From one declared site to reviewed Kubernetes YAML for a Mastodon server at home.')
    .version(version)
    .showHelpAfterError()
    .exitOverride();

  const initCommand = mammut
    .command('init')
    .description(
      'a declaration from a few questions, each with a default; without a terminal, from flags and defaults alone',
    )
    .argument('[site.yaml]', 'where it goes', 'site.yaml')
    .option('--from-cluster', 'ask `kubectl` which machines and classes there are', false)
    .option('--from <file>', `the same from a file: \`kubectl ${listing.join(' ')}\``)
    .option('--yes', 'ask nothing: what no flag says is its default', false)
    .addOption(format());
  for (const { name, ask, why } of questions) initCommand.option(`--${name} <answer>`, `${ask}: ${why}`);
  initCommand.action((file: string, options: InitOptions) => run(() => init(file, options)));

  mammut
    .command('synth')
    .description('render declared sites; one that has an error is not written, and stops no other')
    .argument('<site.yaml...>', "declarations, or patterns in quotes: 'sites/*.yaml'")
    .option('--out <folder>', 'where each site gets a folder of its own', 'dist')
    .addOption(format())
    .addOption(workers())
    .action((words: string[], options: { out: string; format: Format; workers?: number }) =>
      run(() => synth(filesNamed(words), options)),
    );

  mammut
    .command('check')
    .description('check declarations and what they would render; writes nothing')
    .argument('<site.yaml...>', "declarations, or patterns in quotes: 'sites/*.yaml'")
    .addOption(format())
    .addOption(workers())
    .action((words: string[], options: { format: Format; workers?: number }) =>
      run(() => check(words, options.format, options.workers)),
    );

  mammut
    .command('review')
    .description(
      'what applying a rendered site does: in place, restarts, delete and create, refused; exit code 0 nothing, 3 safe, 4 restarts, 5 destructive, 6 not known',
    )
    .argument('[old]', 'a rendered folder, a git revision of the new one, or `cluster` (by your kubectl)', 'HEAD')
    .argument('[new]', 'a rendered folder', 'dist')
    .option('--charts', 'by your helm, also what Helm charts make whose version or values change', false)
    .option('--chart-folder <folder>', 'with --charts: charts at hand, as <chart>-<version>.tgz or <chart>-<version>/')
    .addOption(format(['text', 'markdown', 'json']))
    .action((old: string, young: string, options: ReviewOptions) => run(() => reviewCommand(old, young, options)));

  mammut
    .command('doctor')
    .description(
      'is the cluster fit for a site? looks by your kubectl, changes nothing, prints no secret; 1 where something fails',
    )
    .argument('<site.yaml>', 'declaration')
    .addOption(format())
    .action((file: string, options: { format: Format }) => run(() => doctor(file, options.format)));

  mammut
    .command('show')
    .description('draw a site as text: the way in, the machines and what is on them, volumes, what a loss costs')
    .argument('<site.yaml>', 'declaration')
    .addOption(format())
    .action((file: string, options: { format: Format }) => run(() => showCommand(file, options.format)));

  mammut
    .command('report')
    .description('one HTML page about a site: drawing, what survives which loss, budgets, calendar, findings, defaults')
    .argument('<site.yaml>', 'declaration')
    .option('--out <file>', 'where it goes, `-` for standard output; default: <site>.html')
    .action((file: string, options: { out?: string }) => run(() => report(file, options.out)));

  mammut
    .command('explain')
    .description('what a rule is about, why, and how to mend it')
    .argument('[rule]', 'name of a rule, as findings show it; without it, the names of all')
    .addOption(format())
    .action((name: string | undefined, options: { format: Format }) => run(() => explain(name, options.format)));

  mammut
    .command('adopt')
    .description('make a backup set of a server on Docker or bare metal, to be restored into a declared site')
    .argument('<site.yaml>', 'declaration of the site that takes it over')
    .requiredOption('--dump <file>', 'its database: pg_dump --format=custom')
    .requiredOption('--media <folder>', 'its public/system')
    .requiredOption('--env <file>', 'its .env.production')
    .requiredOption('--target <folder>', "folder of the site's sets, e.g. the NAS' share, mounted here")
    .option('--mastodon-version <version>', "its version, e.g. v4.6.5; default: the site's")
    .addOption(format())
    .action((file: string, options: AdoptOptions) => run(() => adopt(file, options)));

  mammut
    .command('import')
    .description(
      "a declaration from an installation's Helm values; what it can't say is listed, nothing is dropped in silence",
    )
    .requiredOption('--from-values <file>', '`helm get values RELEASE`')
    .addOption(
      new Option('--chart <chart>', 'whose values they are').choices(['mastodon/chart']).default('mastodon/chart'),
    )
    .option('--name <name>', 'name of the site', 'home')
    .option('--keep-chart', "stay with the chart and Bitnami's servers, in place of Mammut's own manifests", false)
    .option('--out <file>', 'where the declaration goes; default: standard output')
    .addOption(format())
    .action((options: ImportOptions) => run(() => importValues(options)));

  mammut
    .command('secrets')
    .description('make every Secret that a site needs, once; nothing that exists is overwritten')
    .argument('<site.yaml>', 'declaration')
    .option('--out <folder>', 'where they lie, outside of what is rendered; default: secrets/<site>')
    .addOption(new Option('--format <format>', 'how they are written').choices(secretFormats).default('secret'))
    .option('--from-env <file>', 'settings of an old server: its .env.production, or what `env` prints in its pod')
    .option('--make-missing', 'with --from-env: make keys that the old server never had', false)
    .option('--age <recipients>', 'sops: public age keys; default: what .sops.yaml says')
    .option('--cert <file>', 'sealed-secrets: the certificate of the controller; default: kubeseal asks the cluster')
    .option('--store <name>', 'external-secrets: the ClusterSecretStore that holds the values')
    .addOption(
      new Option('--report <format>', 'how to say what was done: names, never a value')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action((file: string, options: SecretsOptions) => run(() => secrets(file, options)));

  mammut
    .command('completion')
    .description("a script with which your shell completes Mammut's commands, options and rules")
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .action((shell: Shell) =>
      run(() => {
        process.stdout.write(completion(shell, mammut));
        return 0;
      }),
    );

  for (const command of mammut.commands) command.addOption(quiet());
  return mammut.hook('preAction', (_program, command) => setQuiet(command.opts().quiet === true));
}
