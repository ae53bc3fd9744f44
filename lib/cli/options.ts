import { Option } from 'commander';

export type Format = 'text' | 'json';

/** `--format`, for people or for programs. */
export const format = (choices: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <format>', 'how to print').choices(choices).default('text');

/** `--quiet`, which every command has. */
export const quiet = (): Option =>
  new Option('--quiet', 'print errors and the result alone: no warnings, no notes, no progress');
