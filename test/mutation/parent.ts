import { type ChildProcess, fork } from 'node:child_process';
import type { Message, Part, Told } from './told';

/** Silent for so long, and a mutant never ends. Unit: milliseconds, on a machine that may be busy. */
const silence = 180_000;

/** Fates are saved so many at a time. */
const batch = 100;

/** One process after another, until every mutant has its fate: one that never ends is ended with its process. */
export async function inChildren(part: Part, save: (told: readonly Told[]) => void): Promise<void> {
  let told: Told[] = [];
  const add = (one: Told) => {
    told.push(one);
    if (told.length < batch) return;
    save(told);
    told = [];
  };
  for (let from: number | undefined = part.from; from !== undefined; ) from = await inChild({ ...part, from }, add);
  save(told);
}

/** @returns where the next process goes on; undefined at the end */
function inChild(part: Part, add: (told: Told) => void): Promise<number | undefined> {
  const process_ = fork(process.argv[1] as string, ['child']);
  process_.send(part);
  return new Promise((resolve, reject) => {
    let current: { began: number; told: Omit<Told, 'fate'> } | undefined;
    let watch = watched(process_);
    process_.on('message', (message: Message) => {
      clearTimeout(watch);
      watch = watched(process_);
      if ('failed' in message) reject(new Error(message.failed));
      else if ('began' in message) current = message;
      else if ('told' in message) {
        add(message.told);
        current = undefined;
      }
    });
    process_.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (current === undefined && code === 0) return resolve(undefined);
      if (current === undefined)
        return reject(new Error(`the process of ${part.files.join(', ')} ended with ${signal ?? code}`));
      add({ ...current.told, fate: 'hung' });
      resolve(current.began + 1);
    });
  });
}

const watched = (one: ChildProcess) => setTimeout(() => one.kill('SIGKILL'), silence);
