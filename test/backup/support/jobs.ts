import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, type Options, type Started, start } from './container';
import type { FakeApiServer } from './fake-api-server';
import { domain, type House } from './house';

/** What pods do: containers one after the other, in one /work. */
async function pod(
  house: House,
  env: Options['env'],
  steps: readonly string[],
  { before, ...options }: Hooks & Omit<Options, 'env'> = {},
): Promise<Ended> {
  const shared = house.environment(env);
  let output = '';
  let ended: Ended = { code: 0, output: '', last: '' };
  for (const step of steps) {
    await before?.(step);
    ended = await house.run(step, shared, options);
    output += ended.output;
    if (ended.code !== 0) break;
  }
  return { ...ended, output };
}

interface Hooks {
  before?(step: string): Promise<void> | void;
}

/** A rehearsal's pod: the throwaway server beside the steps. */
export async function rehearse(house: House, env: Options['env'] = {}): Promise<Ended> {
  const rehearsals = new Rehearsals(house);
  try {
    return await rehearsals.run(env);
  } finally {
    await rehearsals.end();
  }
}

/** Several rehearsals beside one server, which each leaves as the next one's own would be: its database is made anew. */
export class Rehearsals {
  private readonly shared: Options['env'] & object;
  private readonly server: Started;

  constructor(private readonly house: House) {
    this.shared = house.environment();
    house.makeFolder('data', '2777');
    this.server = start(house.image, ['bash', '/mnt/rehearse-server.sh'], {
      user: 'postgres',
      env: { ...this.shared, DATA: house.in('data') },
    });
  }

  run(env: Options['env'] = {}, options: Omit<Options, 'env'> = {}): Promise<Ended> {
    const { WORK } = this.shared;
    const steps = ['rehearse.sh', 'rehearse-row.rb', 'rehearse-result.sh'];
    return pod(this.house, { MUST_NOT_REACH: '127.0.0.1:9', WORK, ...env }, steps, options);
  }

  async end(): Promise<void> {
    this.server.kill();
    await this.server.ended;
    rmSync(this.house.in('data'), { recursive: true, force: true });
  }
}

/** The request's keys beside `set` and `domain`. */
export interface Asked {
  readonly [key: string]: string;
}

export function ask(house: House, set: string, more: Asked = {}): void {
  rmSync(house.in('request'), { recursive: true, force: true });
  for (const [key, value] of Object.entries({ set, domain, ...more })) house.write(join('request', key), value);
}

export const restoreSteps = [
  'restore-claim.rb',
  'restore-prepare.sh',
  'restore-stop.rb',
  'restore-swap.sh',
  'restore-start.rb',
];

/** What the steps of a restore are told, beside what all jobs are. */
export function restoreEnvironment(house: House, api: FakeApiServer): Options['env'] & object {
  return {
    ...api.environment('restore-1'),
    DATABASE_SIZE: String(20 * 2 ** 30),
    DATABASE_RB: house.databaseScript(),
    DB_HOST: house.server.socket,
    DB_PORT: '5432',
    DB_NAME: 'mastodon_production',
    DB_USER: 'mastodon',
    DB_PASS: 'any',
  };
}

export function restore(
  house: House,
  api: FakeApiServer,
  set: string,
  env: Options['env'] = {},
  hooks: Hooks & Omit<Options, 'env'> = {},
  more: Asked = {},
): Promise<Ended> {
  ask(house, set, more);
  api.addPod('restore-1');
  return pod(house, { ...restoreEnvironment(house, api), ...env }, restoreSteps, hooks);
}
