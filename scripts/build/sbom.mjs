// A bill of materials of the tarball, as CycloneDX. npm writes one of all that lies in node_modules; what is inlined stays, and
// what differs from one run or machine to the next goes.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** @param packages as `inlined` gives them */
export async function sbom(root, packages) {
  const npm = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout } = await promisify(execFile)('npm', npm, { cwd: root, maxBuffer: 64 * 2 ** 20 });
  const { serialNumber: _random, metadata, components, dependencies: _tree, ...bom } = JSON.parse(stdout);
  const [{ name }, lock] = ['package.json', 'package-lock.json'].map((file) =>
    JSON.parse(readFileSync(join(root, file), 'utf8')),
  );
  const known = new Map(components.map((one) => [nameOf(one), one]));
  const missing = packages.map(refOf).filter((one) => !known.has(one));
  if (missing.length > 0) throw new Error(`npm does not know ${missing.join(', ')}, which the bundles contain`);
  const kept = packages.map((one) => ({
    ...known.get(refOf(one)),
    'bom-ref': refOf(one),
    name: one.name,
    // What npm says of the way to it in node_modules means nothing in the tarball.
    properties: [],
    hashes: hashesOf(lock.packages[one.folder.slice(one.folder.indexOf('node_modules/'))]),
  }));
  const whole = {
    ...bom,
    metadata: {
      tools: metadata.tools.map(({ version: _version, ...tool }) => tool),
      // npm calls it as the folder is called.
      component: { ...metadata.component, name },
    },
    components: kept.sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1)),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

const refOf = ({ name, version }) => `${name}@${version}`;

/** By its address: an alias in the lock goes by another name. */
const nameOf = ({ purl }) => decodeURIComponent(purl.replace(/^pkg:npm\//, ''));

/** None where a package lies inside of another one, which has one. */
function hashesOf({ integrity }) {
  if (integrity === undefined) return [];
  return [{ alg: 'SHA-512', content: Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex') }];
}
