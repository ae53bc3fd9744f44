import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The part of V8's .cpuprofile that is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** Node that ran at each sample, and microseconds since the sample before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Time in a function itself, without those that it calls. */
export interface SelfTime {
  readonly name: string;
  readonly module: string;
  /** Of the whole profile, idling left out. */
  readonly share: number;
}

/** Longest first. @param moduleOf a function's file and line, from 0 */
export function selfTimes(profile: CpuProfile, moduleOf: (url: string, line: number) => string): SelfTime[] {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, { name: string; module: string; time: number }>();
  let whole = 0;
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    const time = profile.timeDeltas[index] ?? 0;
    if (frame === undefined || frame.functionName === '(idle)') continue;
    whole += time;
    const name = frame.functionName || '(anonymous)';
    const module = moduleOf(frame.url, frame.lineNumber);
    // Functions without a name are told apart by their line.
    const key = `${name} ${frame.url} ${frame.lineNumber}`;
    const known = times.get(key);
    times.set(key, { name, module, time: (known?.time ?? 0) + time });
  }
  return [...times.values()]
    .map(({ time, ...one }) => ({ ...one, share: time / whole }))
    .sort((a, b) => b.share - a.share);
}

/** By module, longest first. */
export function selfTimesByModule(times: readonly SelfTime[]): (readonly [module: string, share: number])[] {
  const shares = new Map<string, number>();
  for (const { module, share } of times) shares.set(module, (shares.get(module) ?? 0) + share);
  return [...shares].sort((a, b) => b[1] - a[1]);
}

/** Files of a bundle that esbuild did not minify: each begins with a comment that names it. */
export function modulesOf(bundle: string): (url: string, line: number) => string {
  const begins: [line: number, module: string][] = [];
  for (const [line, text] of readFileSync(bundle, 'utf8').split('\n').entries()) {
    const module = /^\s*\/\/ ((?:\w[\w@.-]*:)?[\w@./-]+\.\w+)$/.exec(text)?.[1];
    if (module !== undefined) begins.push([line, module.replace(/^.*node_modules\//, '')]);
  }
  return (url, line) => {
    if (url.startsWith('node:')) return url;
    if (basename(url) !== basename(bundle)) return url === '' ? 'V8' : basename(url);
    return begins.findLast(([begin]) => begin <= line)?.[1] ?? basename(bundle);
  };
}
