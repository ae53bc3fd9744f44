import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { type ChartUse, sourceOf } from '../review/chart-uses';
import { InputError } from './errors';
import { helm } from './helm';

/** Where helm finds charts: in the person's folder, else fetched, each once. */
export class ChartPlaces {
  private readonly fetched = new Map<string, string>();

  /** @param work a folder of ours, for what is fetched */
  constructor(
    private readonly folder: string | undefined,
    private readonly work: string,
  ) {}

  /** @throws {InputError} for a chart that can't be had, with the way out */
  of(use: ChartUse): string {
    refuseOptions(use);
    const key = sourceOf(use).join(' ');
    const place = this.inFolder(use) ?? this.fetched.get(key) ?? this.fetch(use);
    this.fetched.set(key, place);
    return place;
  }

  private inFolder({ chart, version }: ChartUse): string | undefined {
    if (this.folder === undefined) return undefined;
    const at = (name: string) => resolve(this.folder ?? '', name);
    const named = [`${chart}-${version}.tgz`, `${chart}-${version}`].map(at).find((one) => existsSync(one));
    return named ?? (versionIn(at(chart)) === version ? at(chart) : undefined);
  }

  private fetch(use: ChartUse): string {
    const folder = join(this.work, `fetched-${this.fetched.size}`);
    mkdirSync(folder, { recursive: true });
    try {
      helm('pull', ...sourceOf(use), '--destination', folder);
    } catch (error) {
      const name = `${use.chart}-${use.version}`;
      throw error instanceof InputError
        ? new InputError(
            `${error.message}; put it into a folder as ${name}.tgz or ${name}/, and name that with --chart-folder`,
          )
        : error;
    }
    return join(folder, readdirSync(folder)[0] ?? '');
  }
}

function versionIn(chart: string): string | undefined {
  const file = join(chart, 'Chart.yaml');
  if (!existsSync(file)) return undefined;
  const { version } = (load(readFileSync(file, 'utf8'), { filename: file }) ?? {}) as { version?: unknown };
  return version === undefined ? undefined : String(version);
}

const name = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const address = /^(https?|oci):\/\/\S+$/;

/** What a rendered folder says may be anybody's, of a pull request: nothing in it is an option of helm's, or a path. */
function refuseOptions({ chart, version, release, namespace, repository }: ChartUse): void {
  const wrong = [chart, version, release, namespace].find((one) => !name.test(one));
  if (wrong !== undefined)
    throw new InputError(`requires.yaml says ${JSON.stringify(wrong)} where a name or a version belongs`);
  if (!address.test(repository))
    throw new InputError(`requires.yaml says ${JSON.stringify(repository)} where the address of a repository belongs`);
}
