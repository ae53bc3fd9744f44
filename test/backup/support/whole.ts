import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domain, type House } from './house';

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

/** What is wrong with a published set, judged without any of our scripts; empty when it is whole. */
export function faultsOf(house: House, set: string): string[] {
  const text = readFileSync(house.inSet(set, 'manifest.json'), 'utf8');
  const faults: string[] = [];
  const manifest: Record<string, string> = JSON.parse(text);
  const body = text.split('\n').slice(0, -3).join('\n').concat('\n');
  if (manifest.sha256 !== sha256(body)) faults.push('manifest.json');
  for (const [key, value] of Object.entries(manifest)) {
    if (!key.startsWith('file:')) continue;
    const file = house.inSet(set, key.slice(5));
    if (!existsSync(file)) faults.push(`${key} is missing`);
    else if (`${sha256(readFileSync(file))} ${readFileSync(file).length}` !== value) faults.push(`${key} differs`);
  }
  const lines = (content: string) =>
    content
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'));
  const segments = lines(readFileSync(house.inSet(set, 'segments'), 'utf8'));
  for (const [name = '', hash] of segments) {
    const file = house.in('target', domain, 'segments', name);
    if (!existsSync(file)) faults.push(`${name} is missing`);
    else if (sha256(readFileSync(file)) !== hash) faults.push(`${name} differs`);
  }
  const named = new Set(segments.map(([name]) => name));
  const list = lines(execFileSync('zstd', ['-dcq', house.inSet(set, 'media.zst')], { maxBuffer: 2 ** 30 }).toString());
  for (const [path, , , , segment = ''] of list) if (!named.has(segment)) faults.push(`${path} is in no segment`);
  return faults;
}

/** Faults of all published sets. */
export function allFaults(house: House): string[] {
  return house.sets().flatMap((set) => faultsOf(house, set).map((fault) => `${set}: ${fault}`));
}

/** Every file that makes up a set, its segments included. */
export function filesOf(house: House, set: string): string[] {
  const manifest = Object.keys(house.manifest(set)).filter((key) => key.startsWith('file:'));
  const segments = readFileSync(house.inSet(set, 'segments'), 'utf8').split('\n').filter(Boolean);
  return [
    house.inSet(set, 'manifest.json'),
    ...manifest.map((key) => house.inSet(set, key.slice(5))),
    ...segments.map((line) => house.in('target', domain, 'segments', line.split('\t')[0] ?? '')),
  ];
}

/** Makes a changed set look as if the backup had written it so. */
export function reseal(house: House, set: string): void {
  const file = house.inSet(set, 'manifest.json');
  const body = readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -3)
    .map((line) => {
      const name = line.match(/^ {2}"file:([^"]*)"/)?.[1];
      if (name === undefined) return line;
      const content = readFileSync(house.inSet(set, name));
      return `  "file:${name}": "${sha256(content)} ${content.length}",`;
    })
    .join('\n')
    .concat('\n');
  house.write(file.slice(house.folder.length + 1), `${body}  "sha256": "${sha256(body)}"\n}\n`);
}

export function target(house: House): string[] {
  const folder = house.in('target');
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : [];
}

export const inTarget = (...path: string[]) => join('target', domain, ...path);
