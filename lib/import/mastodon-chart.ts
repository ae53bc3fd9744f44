import type { Chart } from './chart';
import { mastodon } from './mastodon';
import { takeImplied } from './rendered';
import { database, redis, search } from './servers';
import { isMap, type Note, Values } from './values';

/** A declaration as far as values tell it, and what there is to say about the rest. */
export interface Imported {
  readonly declaration: object;
  readonly notes: readonly Note[];
}

/**
 * Values of mastodon/chart 6.x → what they say of a declaration. Defaults that matter are those of its values.yaml; keys that its
 * templates read without declaring them are known too.
 * @param keep stay with the chart and its servers; `@default false` Mammut's own manifests and upstream's images
 */
export function fromMastodonChart(tree: unknown, keep = false): Imported {
  const values = new Values(tree);
  const notes: Note[] = [];
  const note = (kind: Note['kind'], path: string, message: string) =>
    notes.push({ kind, path: path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)), message });
  const chart = { values, note, keep };
  takeImplied(values);
  const declaration = pruned({
    database: database(chart),
    redis: redis(chart),
    search: search(chart),
    mastodon: mastodon(chart),
  });
  secretsInClear(chart);
  for (const path of values.leftOver())
    notes.push({ kind: 'lost', path, message: 'nothing in a declaration says this' });
  return { declaration: declaration as object, notes };
}

/** Names only. */
function secretsInClear({ values, note }: Chart): void {
  const places = [
    ...['secret_key_base', 'otp_secret', 'vapid', 'activeRecordEncryption'].map((key) => `mastodon.secrets.${key}`),
    ...['mastodon.smtp.login', 'mastodon.smtp.password', 'mastodon.s3.access_key', 'mastodon.s3.access_secret'],
    ...['postgresql.auth.password', 'postgresql.auth.postgresPassword', 'redis.auth.password'],
  ];
  for (const path of places) {
    const value = values.take(path);
    if (value !== undefined && !(isMap(value) && Object.values(value).every((one) => !one)))
      note('danger', path, 'a secret in clear: `mammut secrets --from-env` takes it from the running pod');
  }
  const existing = values.text('mastodon.secrets.existingSecret');
  if (existing !== undefined && existing !== 'mastodon-secrets')
    note(
      'ask',
      'mastodon.secrets.existingSecret',
      `the keys lie in Secret ${existing}; here it is called mastodon-secrets: copy it under that name`,
    );
}

/** Without what is not set, and maps of nothing. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(pruned);
  if (!isMap(value)) return value;
  const kept = Object.entries(value).map(([key, one]) => [key, pruned(one)] as const);
  const set = kept.filter(([, one]) => one !== undefined);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}
