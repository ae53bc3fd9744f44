import { existsSync, readdirSync, statSync } from 'node:fs';
import { InputError } from './errors';

/**
 * The files that words on the command line name, each once. In a pattern `*` stands for any letters of one name, but for
 * a dot at its beginning, as in a shell: shells refuse lists that are too long, and some know no patterns.
 * @throws {InputError} for a pattern that nothing matches
 */
export function filesNamed(words: readonly string[]): string[] {
  return [...new Set(words.flatMap((word) => (word.includes('*') && !existsSync(word) ? matches(word) : [word])))];
}

function matches(pattern: string): string[] {
  const [first = '', ...parts] = pattern.split('/');
  const start = first.includes('*') ? below('', first) : [first];
  const files = parts
    .reduce(
      (paths, part) => paths.flatMap((path) => (part.includes('*') ? below(`${path}/`, part) : [`${path}/${part}`])),
      start,
    )
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (files.length === 0) throw new InputError(`${pattern}: no file matches`);
  return files;
}

function below(folder: string, part: string): string[] {
  const letters = part.split('*').map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const name = new RegExp(`^(?!\\.)${letters.join('.*')}$`, 's');
  return namesIn(folder)
    .filter((one) => name.test(one))
    .sort()
    .map((one) => folder + one);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder === '' ? '.' : folder);
  } catch {
    return [];
  }
}
