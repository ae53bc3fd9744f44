import { closeSync, openSync, readSync } from 'node:fs';
import { draft } from '../init/draft';
import { type Found, foundIn, listing } from '../init/found';
import { type Answers, type Asked, answersOf, questions } from '../init/questions';
import { declare } from '../site/declare';
import { hasErrors } from '../site/finding';
import { currentVersions } from '../site/versions';
import { paintFor } from './colour';
import { InputError } from './errors';
import { keptText, keysBeside, recipientsOf } from './init-keys';
import { readText } from './load';
import type { Format } from './options';
import { findingsReport, findingsText, json } from './print';
import { during } from './progress';
import { isQuiet } from './quiet';
import { outputOf } from './tool';
import { refuseUnlessNew, writeNew } from './write';

export interface InitOptions {
  readonly format: Format;
  readonly fromCluster: boolean;
  readonly from: string | undefined;
  readonly yes: boolean;
  /** Flags of questions, as commander names them. */
  readonly [flag: string]: unknown;
}

/**
 * Writes a declaration from answers, and the keys of its backups beside it; nothing is written over what is there.
 * @returns the exit code: 1 where the declaration still has errors
 */
export function init(file: string, options: InitOptions): number {
  refuseUnlessNew(file);
  const found = foundBy(options);
  const answers = answered(options, found);
  const keys = answers.backup === 'none' ? [] : keysBeside(file);
  const says = options.format === 'text' && !isQuiet();
  if (says) process.stdout.write(keys.map(keptText).join(''));
  const text = draft(answers, found, recipientsOf(keys));
  const { findings } = declare(text, currentVersions);
  writeNew(file, text);
  if (options.format === 'json') {
    const made = keys.filter(({ isNew }) => isNew).map(({ key }) => key);
    process.stdout.write(json({ written: [file, ...made], ...findingsReport(file, findings) }));
  } else {
    process.stderr.write(findingsText(file, findings, paintFor(process.stderr)));
    if (says) process.stdout.write(nextSteps(file));
  }
  return hasErrors(findings) ? 1 : 0;
}

const nextSteps = (file: string) =>
  `${file}: written. Read it, change what is not so, then:\n  npx mammut check ${file}\n  npx mammut synth ${file}\n`;

function foundBy({ fromCluster, from }: InitOptions): Found | undefined {
  if (!fromCluster && from === undefined) return undefined;
  const source = from ?? `kubectl ${listing.join(' ')}`;
  const text =
    from === undefined
      ? during(`asking ${source}`, () => outputOf('kubectl', 'https://kubernetes.io', listing))
      : readText(from);
  if (text === undefined) throw new InputError(`${from}: no such file`);
  const found = foundIn(parsed(text));
  if (found === undefined)
    throw new InputError(`${source} is no list with a node in it: ${mend[from === undefined ? 'cluster' : 'file']}`);
  return found;
}

const mend = {
  cluster: 'is it the right cluster? `kubectl config current-context` says which one it is',
  file: 'make it by `kubectl get nodes,storageclass -o json`',
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** From flags, else from the person where there is one, else the default. */
function answered(options: InitOptions, found: Found | undefined): Answers {
  const asks = !options.yes && process.stdin.isTTY === true;
  const answers = answersOf(found, (asked) => {
    const flag = flagOf(asked.name, options);
    if (flag === undefined) return asks ? typedFor(asked) : asked.usual;
    const allowed = asked.wrong(flag);
    if (allowed !== undefined) throw new InputError(`--${asked.name} is ${flag}; ${allowed}`);
    return flag;
  });
  refuseUnasked(options, answers);
  return answers;
}

/** As commander names it: `web-domain` → `webDomain`. */
function flagOf(name: string, options: InitOptions): string | undefined {
  const flag = options[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
  return flag === undefined ? undefined : String(flag).trim();
}

/** An answer that nobody looks at would be a wish that is not heard. */
function refuseUnasked(options: InitOptions, answers: Answers): void {
  for (const { name } of questions) {
    const flag = flagOf(name, options);
    if (flag !== undefined && answers[name] === undefined)
      throw new InputError(`--${name} is ${flag}; nothing is left to choose there: leave it out`);
  }
}

/** Asks until the answer is one. */
function typedFor({ ask, why, usual, wrong }: Asked): string {
  process.stderr.write(`\n${ask} – ${why}\n`);
  for (;;) {
    process.stderr.write(`[${usual}] `);
    const answer = typed() || usual;
    const allowed = wrong(answer);
    if (allowed === undefined) return answer;
    process.stderr.write(`${allowed}\n`);
  }
}

/** One line of the terminal. @throws {InputError} at its end: nothing was written yet */
function typed(): string {
  const terminal = openSync('/dev/tty', 'rs');
  try {
    const letters: number[] = [];
    const letter = Buffer.alloc(1);
    for (;;) {
      if (readSync(terminal, letter, 0, 1, null) === 0)
        throw new InputError('the answers ended early: nothing was written');
      if (letter[0] === 10) return Buffer.from(letters).toString('utf8').trim();
      letters.push(letter[0] ?? 0);
    }
  } finally {
    closeSync(terminal);
  }
}
