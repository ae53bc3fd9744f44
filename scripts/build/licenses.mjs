// The licences of the packages that the bundles contain, as their terms ask.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that let anybody hand on a bundle under Apache-2.0, with their texts beside. */
const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** Packages whose licence is none of those; a text about each. */
export function refused(packages) {
  return packages
    .filter(({ license }) => !allowed.includes(license))
    .map(
      ({ name, version, license }) =>
        `${name} ${version} is under ${license ?? 'no licence'}; allowed: ${allowed.join(', ')}`,
    );
}

/** @param packages as `inlined` gives them */
export function licenses(root, packages) {
  const notices = new Set(packages.map((one) => notice(root, one)));
  const intro = 'Mammut contains the following packages, each under its own licence.\n';
  return [intro, ...[...notices].sort()].join(`\n${'='.repeat(80)}\n\n`);
}

function notice(root, { name, version, license, folder }) {
  const texts = readdirSync(join(root, folder))
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
  return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}
