import { spawn } from 'node:child_process';

/** What a program asked at a terminal and what was typed; nothing but return takes what stands in brackets. */
export interface Conversation {
  readonly code: number;
  readonly said: string;
  readonly asked: readonly { readonly ask: string; readonly typed: string }[];
}

/**
 * Types what a person types at a terminal: an answer to each question once it stands there, and no word before.
 * @throws where an answer was refused
 */
export function converse(
  [program, ...words]: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  answer: (ask: string) => string,
): Promise<Conversation> {
  // Keeps no record, and gives the program a terminal of its own.
  const child = spawn(program, words, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  const asked: { ask: string; typed: string }[] = [];
  let said = '';
  let read = 0;
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const unread = said.slice(read);
      if (!/\n\[[^\n]*\] $/.test(unread)) return;
      read = said.length;
      const ask = /^(.+?) – /m.exec(unread)?.[1];
      if (ask === undefined) {
        child.kill();
        reject(new Error(`an answer was refused: ${unread}`));
        return;
      }
      const typed = answer(ask);
      asked.push({ ask, typed });
      child.stdin.write(`${typed}\n`);
    });
    child.once('close', (code) => resolve({ code: code ?? 1, said: said.replaceAll('\r', ''), asked }));
  });
}
