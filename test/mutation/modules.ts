import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';

type Load = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown, place: string) => void;

const root = process.cwd();
const native = createRequire(join(root, 'package.json'));
const { transformSync } = native('esbuild');

/**
 * The modules of lib/ and test/ in this process. One whose source is put in another's place is run again with all that
 * depends on it, and nothing else: that takes milliseconds.
 */
export class Modules {
  private readonly loaded = new Map<string, { exports: unknown }>();
  private readonly users = new Map<string, Set<string>>();
  private readonly compiled = new Map<string, Load>();
  private readonly replaced = new Map<string, string>();

  /** @param file below the root, with its ending */
  load(file: string): unknown {
    return this.require(join(root, file));
  }

  /** Another source for a file; undefined for its own. */
  replace(file: string, source: string | undefined): void {
    const place = join(root, file);
    if (source === undefined) this.replaced.delete(place);
    else this.replaced.set(place, source);
    this.forget(file);
  }

  /** Runs it anew the next time, and all that depends on it. */
  forget(file: string): void {
    const forgotten = (place: string): void => {
      if (this.loaded.delete(place)) for (const user of this.users.get(place) ?? []) forgotten(user);
    };
    forgotten(join(root, file));
  }

  private require(place: string): unknown {
    const known = this.loaded.get(place);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.loaded.set(place, module);
    try {
      if (place.endsWith('.json')) module.exports = JSON.parse(readFileSync(place, 'utf8'));
      else if (!place.endsWith('.ts')) module.exports = readFileSync(place, 'utf8');
      else this.compile(place)((name) => this.find(name, place), module, module.exports, place);
    } catch (error) {
      this.loaded.delete(place);
      throw error;
    }
    return module.exports;
  }

  private find(name: string, from: string): unknown {
    if (!name.startsWith('.')) return native(name);
    const whole = resolve(dirname(from), name);
    const place = [whole, `${whole}.ts`, join(whole, 'index.ts')].find((one) => /\.\w+$/.test(one) && existsSync(one));
    if (place === undefined) return native(whole);
    this.users.set(place, (this.users.get(place) ?? new Set()).add(from));
    return this.require(place);
  }

  private compile(place: string): Load {
    const other = this.replaced.get(place);
    const known = other === undefined ? this.compiled.get(place) : undefined;
    if (known) return known;
    const options = { loader: 'ts', format: 'cjs', target: 'node20', logLevel: 'silent' };
    const { code } = transformSync(other ?? readFileSync(place, 'utf8'), options);
    const head =
      "(function (require, module, exports, __filename) { const __dirname = require('node:path').dirname(__filename);";
    const load: Load = new Script(`${head}${code}\n})`, { filename: place }).runInThisContext();
    if (other === undefined) this.compiled.set(place, load);
    return load;
  }
}
