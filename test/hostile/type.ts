import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * There is no program at all: bash asks this in place of each, which notes what was asked for and says that it went well. A
 * script that is handed on to another shell is run here too; and so are those programs that are named as real. What asks
 * for ever is ended.
 */
const stand = `command_not_found_handle() {
  local said
  mapfile -t said <"$TYPED"
  ((\${#said[@]} < MOST)) || kill -KILL 0
  printf '%q ' "$@" >>"$TYPED"; echo >>"$TYPED"
  local previous= word
  for word in "$@"; do
    case $previous in -c | -ec | -euc) "$SHELL_ITSELF" -c "$word" typed ;; esac
    previous=$word
  done
  case " $REAL " in *" $1 "*) "/usr/bin/$1" "\${@:2}" ;; esac
}
export -f command_not_found_handle
sleep() { :; }
`;

/**
 * What a person would have started by typing these blocks, a line each; placeholders like `<name>` are filled in.
 * @param real programs that do what they do, and write nothing
 * @param most so many programs are started, and no more
 */
export function typed(
  blocks: readonly string[],
  env: Readonly<Record<string, string>> = {},
  real: readonly string[] = [],
  most = 5000,
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-typed-'));
  try {
    const log = join(folder, 'typed.log');
    mkdirSync(join(folder, 'here'));
    writeFileSync(log, '');
    const script = blocks.map((block, index) => {
      writeFileSync(join(folder, `block-${index}`), filled(block));
      return `. ../block-${index} </dev/null\n`;
    });
    // In a group of its own, which ends as a whole.
    const options = {
      cwd: join(folder, 'here'),
      env: { ...env, PATH: folder, TYPED: log, SHELL_ITSELF: '/bin/bash', REAL: real.join(' '), MOST: String(most) },
      detached: true,
      stdio: 'ignore',
      timeout: 60_000,
      killSignal: 'SIGKILL',
    } as const;
    const { error, pid } = spawnSync('/bin/bash', ['-c', stand + script.join('')], options);
    if (error) {
      process.kill(-pid, 'SIGKILL');
      throw error;
    }
    return readFileSync(log, 'utf8').split('\n').filter(Boolean);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What bash says of the form of each; empty where all can be read. */
export function misread(blocks: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-read-'));
  try {
    for (const [index, block] of blocks.entries()) writeFileSync(join(folder, `block-${index}`), filled(block));
    const each = 'for block in *; do /bin/bash -n "$block"; done';
    return spawnSync('/bin/bash', ['-c', each], { cwd: folder, encoding: 'utf8' }).stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const filled = (block: string) => block.replace(/<[A-Za-z][\w .…-]*>/g, 'something');

/** Places outside of the folder that a block would write by itself. */
export const absoluteWrites = (block: string): string[] =>
  [...filled(block).matchAll(/>{1,2} *(\/[^\s;)]+)/g)]
    .map(([, file]) => file ?? '')
    .filter((file) => file !== '/dev/null');
