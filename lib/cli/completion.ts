import type { Argument, Command, Option } from 'commander';
import { ruleNames } from './explain';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What can stand in one place. */
interface Values {
  readonly words: readonly string[];
  readonly paths?: 'files' | 'folders' | undefined;
}

interface Flag {
  /** Without its dashes. */
  readonly name: string;
  readonly about: string;
  /** Undefined where it takes no value. */
  readonly values: Values | undefined;
}

interface Typed {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  readonly places: readonly (Values & { readonly name: string; readonly isLast: boolean })[];
}

/** A script that completes whatever the program takes: it is made of the program's own tree of commands. */
export function completion(shell: Shell, program: Command): string {
  const commands = program.createHelp().visibleCommands(program).map(typedOf);
  return { bash, zsh, fish }[shell](program.name(), commands);
}

function typedOf(command: Command): Typed {
  const options = command.createHelp().visibleOptions(command);
  const args = command.registeredArguments;
  return {
    name: command.name(),
    about: command.description(),
    flags: options.map(flagOf),
    places: args.map((one) => ({ name: one.name(), isLast: one.variadic, ...valuesOf(one, one.name()) })),
  };
}

const flagOf = (option: Option): Flag => ({
  name: option.name(),
  about: option.description,
  values: option.isBoolean() ? undefined : valuesOf(option, /[<[](.+?)[>\]]/.exec(option.flags)?.[1] ?? ''),
});

/** By what an argument or a value is called where nothing lists its choices. */
const pathsCalled: Readonly<Record<string, Values['paths']>> = {
  ...{ file: 'files', 'site.yaml': 'files' },
  ...{ folder: 'folders', old: 'folders', new: 'folders' },
};

const valuesOf = ({ argChoices }: Argument | Option, name: string): Values => ({
  words: argChoices ?? (name === 'rule' ? ruleNames() : []),
  paths: pathsCalled[name],
});

const indented = (lines: readonly string[]) => lines.map((one) => `  ${one}`);
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** For bash 3.2 and newer, without its package of completions. */
function bash(name: string, commands: readonly Typed[]): string {
  const reply = ({ words, paths }: Values) =>
    [
      ...(words.length === 0 ? [] : [`words=${quoted(words.join(' '))}`]),
      ...(paths === undefined ? [] : [`paths=${paths === 'files' ? '-f' : '-d'}`]),
    ].join(' ') || ':';
  const ofCommand = ({ name: command, flags, places }: Typed) => [
    `${command}:-*:*) words=${quoted(flags.map((one) => `--${one.name}`).join(' '))} ;;`,
    ...flags.flatMap(({ name: flag, values }) =>
      values === undefined ? [] : [`${command}:*:--${flag}) ${reply(values)} ;;`],
    ),
    `${command}:*) ${reply({ words: places.flatMap((one) => one.words), paths: places.find((one) => one.paths)?.paths })} ;;`,
  ];
  return `# Completes ${name} in bash: source <(${name} completion bash)
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} words='' paths='' one
  # bash takes --format=json apart.
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  if [[ $COMP_CWORD == 1 ]]; then words=${quoted([...commands.map((one) => one.name), '--help', '--version'].join(' '))}; else
    case \${COMP_WORDS[1]}:$cur:$prev in
${indented(indented(commands.flatMap(ofCommand))).join('\n')}
    esac
  fi
  COMPREPLY=()
  [[ -z $paths ]] || compopt -o filenames 2>/dev/null
  while IFS= read -r one; do COMPREPLY+=("$one"); done < <(compgen -W "$words" \${paths:+"$paths"} -- "$cur")
}
complete -F _${name} ${name}
`;
}

function zsh(name: string, commands: readonly Typed[]): string {
  const plain = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');
  const action = ({ words, paths }: Values) =>
    words.length > 0 ? `(${words.join(' ')})` : paths === undefined ? ' ' : paths === 'files' ? '_files' : '_files -/';
  const flag = ({ name: flagName, about, values }: Flag) =>
    values === undefined
      ? `--${flagName}[${plain(about)}]`
      : `--${flagName}=[${plain(about)}]:${plain(flagName)}:${action(values)}`;
  const place = (one: Typed['places'][number]) => `${one.isLast ? '*' : ''}:${plain(one.name)}:${action(one)}`;
  const ofCommand = (one: Typed) =>
    `${one.name}) _arguments ${[...one.flags.map(flag), ...one.places.map(place)].map(quoted).join(' ')} ;;`;
  return `#compdef ${name}
# Completes ${name} in zsh, after compinit: source <(${name} completion zsh)
_${name}() {
  local -a commands=(
${indented(indented(commands.map(({ name: command, about }) => quoted(`${command}:${about}`)))).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${indented(indented(commands.map(ofCommand))).join('\n')}
  esac
}
compdef _${name} ${name}
`;
}

function fish(name: string, commands: readonly Typed[]): string {
  const text = (words: string) => `'${words.replace(/[\\']/g, '\\$&')}'`;
  const values = ({ words, paths }: Values) => [
    ...(words.length > 0 ? [`-x -a ${text(words.join(' '))}`] : []),
    ...(paths === 'files' ? ['-r -F'] : paths === 'folders' ? ["-x -a '(__fish_complete_directories)'"] : []),
  ];
  const ofCommand = ({ name: command, about, flags, places }: Typed) => {
    const inside = `complete -c ${name} -n '__fish_seen_subcommand_from ${command}'`;
    return [
      `complete -c ${name} -n __fish_use_subcommand -a ${command} -d ${text(about)}`,
      ...flags.map((flag) =>
        [inside, `-l ${flag.name}`, ...(flag.values ? values(flag.values) : []), `-d ${text(flag.about)}`].join(' '),
      ),
      ...new Set(places.flatMap((place) => values(place).map((one) => `${inside} ${one.replace(/^-[rx] /, '')}`))),
    ];
  };
  return `# Completes ${name} in fish: ${name} completion fish | source
complete -c ${name} -f
${commands.flatMap(ofCommand).join('\n')}
`;
}
