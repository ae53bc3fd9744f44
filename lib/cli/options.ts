import { InvalidArgumentError, Option } from 'commander';

export type Format = 'text' | 'json';

/** `--format`, for people or for programs. */
export const format = (choices: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <format>', 'how to print').choices(choices).default('text');

/** `--quiet`, which every command has. */
export const quiet = (): Option =>
  new Option('--quiet', 'print errors and the result alone: no warnings, no notes, no progress');

/** `--workers`, of commands that take many sites. */
export const workers = (): Option =>
  new Option('--workers <n>', 'threads that share many sites; default: one for each processor').argParser((word) => {
    if (!/^[1-9]\d{0,2}$/.test(word)) throw new InvalidArgumentError('allowed: a number from 1 to 999');
    return Number(word);
  });
