import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { validSites } from '../random/sites';
import { declaration } from '../support/site';

const guest = `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}`;

/** How many sites a fleet has in all. */
export const fleetSize = 60;

/** Names of those that share a base. */
export const sharing = ['shared-1', 'shared-2', 'shared-3'];

/**
 * Declarations of a fleet in `folder/sites`: made-up ones, some that extend `folder/shared/base.yaml`, a host and its guest.
 * @returns the file of each by its name
 */
export function declareFleet(folder: string): (name: string) => string {
  const at = (...path: string[]) => join(folder, ...path);
  const file = (name: string) => at('sites', `${name}.yaml`);
  mkdirSync(at('sites'), { recursive: true });
  mkdirSync(at('shared'));
  const { name: _name, ...base } = parse(declaration('one-node'));
  writeFileSync(at('shared', 'base.yaml'), stringify(base));
  for (const name of sharing) writeFileSync(file(name), stringify({ extends: '../shared/base.yaml', name }));
  writeFileSync(file('home'), declaration('home'));
  // Its guest is made of it too.
  copyFileSync('sites/home.lock', at('sites', 'home.lock'));
  writeFileSync(file('second'), declaration('home', guest));
  const made = [...validSites(11, 11, 0)];
  for (let index = sharing.length + 2; index < fleetSize; index++) {
    const name = `site-${index}`;
    writeFileSync(file(name), stringify({ ...made[index % made.length]?.value, name }));
  }
  return file;
}
