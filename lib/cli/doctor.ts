import { type Diagnosis, diagnose } from '../doctor/diagnose';
import { look } from '../doctor/seen';
import { wantedBy } from '../doctor/wanted';
import { InputError } from './errors';
import { loadSite } from './load';
import { outputOf } from './tool';

/** Looks at a cluster by the person's kubectl, changes nothing, and prints no secret. @returns 1 where something fails */
export function doctor(file: string, format: 'text' | 'json'): number {
  const { site } = loadSite(file);
  const kubectl = (words: readonly string[], input?: string) =>
    outputOf('kubectl', 'https://kubernetes.io', words, input);
  // Without an answer to this nothing else is worth asking.
  kubectl(['version', '-o', 'json']);
  const wanted = wantedBy(site);
  const seen = look((...asked) => tried(() => kubectl(...asked)), wanted);
  const found = diagnose(wanted, seen, Date.now());
  process.stdout.write(format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : found.map(line).join(''));
  return found.some(({ result }) => result === 'fail') ? 1 : 0;
}

function tried(ask: () => string): string | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function line({ check, result, message, fix }: Diagnosis): string {
  return `${result.padEnd(10)} ${check}: ${message}\n${fix === undefined ? '' : `${' '.repeat(11)}${fix}\n`}`;
}
