import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { draft, type Recipients } from '../init/draft';
import { type Found, foundIn, listing } from '../init/found';
import { type Answers, type Asked, answersOf, questions } from '../init/questions';
import { declare } from '../site/declare';
import { hasErrors } from '../site/finding';
import { currentVersions } from '../site/versions';
import { InputError } from './errors';
import { readText } from './load';
import { findingsText } from './print';
import { outputOf } from './tool';

export interface InitOptions {
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
  if (existsSync(file)) throw new InputError(`${file} is there already: name another file, or move it away`);
  const found = foundBy(options);
  const answers = answered(options, found);
  const recipients = answers.backup === 'none' ? undefined : recipientsBeside(file);
  const text = draft(answers, found, recipients);
  const { findings } = declare(text, currentVersions);
  writeFileSync(file, text, { flag: 'wx' });
  process.stderr.write(findingsText(file, findings));
  process.stdout.write(
    `${file}: written. Read it, change what is not so, then:\n  npx mammut check ${file}\n  npx mammut synth ${file}\n`,
  );
  return hasErrors(findings) ? 1 : 0;
}

function foundBy({ fromCluster, from }: InitOptions): Found | undefined {
  if (!fromCluster && from === undefined) return undefined;
  const source = from ?? `kubectl ${listing.join(' ')}`;
  const text = from === undefined ? outputOf('kubectl', 'https://kubernetes.io', listing) : readText(from);
  if (text === undefined) throw new InputError(`${from}: no such file`);
  const found = foundIn(parsed(text));
  if (found === undefined) throw new InputError(`${source} is no list with a node in it`);
  return found;
}

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
      if (readSync(terminal, letter, 0, 1, null) === 0) throw new InputError('nothing was written');
      if (letter[0] === 10) return Buffer.from(letters).toString('utf8').trim();
      letters.push(letter[0] ?? 0);
    }
  } finally {
    closeSync(terminal);
  }
}

/** The two keys of docs/backup.md, made where they are not there yet. */
function recipientsBeside(file: string): Recipients {
  const [operator, rehearsal] = ['operator', 'rehearsal'].map((name) => {
    const at = (ending: string) => join(dirname(file), `${name}.${ending}`);
    if (!existsSync(at('key'))) {
      const before = process.umask(0o077);
      outputOf('openssl', 'https://openssl-library.org', [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '36500'],
        ...['-subj', `/CN=backup ${name}`, '-keyout', at('key'), '-out', at('crt')],
      ]);
      process.umask(before);
      process.stdout.write(
        `${at('key')}: made. Keep a copy outside this house: without it nobody opens a backup's secrets.\n`,
      );
    }
    if (!existsSync(at('crt'))) throw new InputError(`${at('key')} is there, and ${at('crt')} is not: bring it back`);
    return readFileSync(at('crt'), 'utf8');
  });
  return { operator: operator ?? '', rehearsal: rehearsal ?? '' };
}
