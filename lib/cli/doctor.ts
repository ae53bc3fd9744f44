import { type Diagnosis, diagnose, type Result } from '../doctor/diagnose';
import type { Kubectl } from '../doctor/kubectl';
import { look, type Seen } from '../doctor/seen';
import { type Wanted, wantedBy } from '../doctor/wanted';
import { type Paint, paintFor, type Tone } from './colour';
import { InputError } from './errors';
import { loadSite } from './load';
import type { Format } from './options';
import { json } from './print';
import { counted, during } from './progress';
import { isQuiet } from './quiet';
import { outputOf } from './tool';

/** Looks at a cluster by the person's kubectl, changes nothing, and prints no secret. @returns 1 where something fails */
export function doctor(file: string, format: Format): number {
  const wanted = wantedBy(loadSite(file).site);
  // Without an answer to this nothing else is worth asking.
  during('asking kubectl: is the cluster there', () => kubectl(['version', '-o', 'json']));
  const found = diagnose(wanted, seen(wanted), Date.now());
  process.stdout.write(format === 'json' ? json(found) : text(found, paintFor(process.stdout)));
  return found.some(({ result }) => result === 'fail') ? 1 : 0;
}

const kubectl = (words: readonly string[], input?: string) =>
  outputOf('kubectl', 'https://kubernetes.io', words, input);

function seen(wanted: Wanted): Seen {
  const asks: (readonly string[])[] = [];
  // Nobody answers: only what will be asked at least is wanted.
  look((words) => void asks.push(words), wanted);
  const asking = counted('asking kubectl', asks.length);
  return look((...asked) => asking(words(asked[0]), () => tried(asked)), wanted);
}

/** Shape: `get nodes`. */
const words = (all: readonly string[]) => all.slice(0, all.indexOf('-o')).join(' ');

function tried(asked: Parameters<Kubectl>): string | undefined {
  try {
    return kubectl(...asked);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** In the order in which they are counted. */
const tones: Readonly<Record<Result, Tone>> = { pass: 'good', warn: 'careful', fail: 'bad', "can't tell": 'careful' };

/** Who is quiet hears what fails, and what nobody could look at. */
const quietly: readonly Result[] = ['fail', "can't tell"];

function text(found: readonly Diagnosis[], paint: Paint): string {
  if (isQuiet())
    return found
      .filter(({ result }) => quietly.includes(result))
      .map((one) => line(one, paint))
      .join('');
  const sums = Object.keys(tones)
    .map((result) => [found.filter((one) => one.result === result).length, result] as const)
    .filter(([number]) => number > 0);
  return `${found.map((one) => line(one, paint)).join('')}${sums.map((sum) => sum.join(' ')).join(', ')}\n`;
}

function line({ check, result, message, fix }: Diagnosis, paint: Paint): string {
  return `${paint(tones[result], result.padEnd(10))} ${check}: ${message}\n${fix === undefined ? '' : `${' '.repeat(11)}${fix}\n`}`;
}
