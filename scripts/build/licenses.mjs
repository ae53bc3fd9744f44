// The licences of the packages that the bundles contain, as their terms ask.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function licenses(root, inputs) {
  const folders = new Set(
    inputs.map((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean),
  );
  const notices = new Set([...folders].map((folder) => notice(join(root, folder))));
  const intro = 'Mammut contains the following packages, each under its own licence.\n';
  return [intro, ...[...notices].sort()].join(`\n${'='.repeat(80)}\n\n`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}
