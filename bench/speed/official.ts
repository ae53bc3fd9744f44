import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toYaml } from '../../lib/output/yaml';
import { inWorkplace } from './workplace';

/** A chart that others publish for Mastodon, and the values without which it renders nothing. */
interface OfficialChart {
  readonly chart: string;
  readonly version: string;
  readonly name: string;
  readonly values: object;
}

const vapid = { private_key: 'one', public_key: 'two' };
const records = { primaryKey: 'one', deterministicKey: 'two', keyDerivationSalt: 'three' };

const official: OfficialChart = {
  chart: 'mastodon',
  version: '6.9.3',
  name: '`helm template` of mastodon/chart 6.9.3 with its sub-charts',
  values: {
    mastodon: {
      local_domain: 'example.org',
      secrets: { secret_key_base: 'one', otp_secret: 'two', vapid, activeRecordEncryption: records },
    },
    postgresql: { auth: { password: 'one' } },
    redis: { auth: { password: 'one' } },
  },
};

/** Where `MAMMUT_CHARTS` names a folder that holds it as `mastodon-<version>/`, its sub-charts in its `charts/`. */
function placeOf({ chart, version }: OfficialChart): string | undefined {
  const place = join(process.env.MAMMUT_CHARTS ?? '', `${chart}-${version}`);
  return process.env.MAMMUT_CHARTS && existsSync(join(place, 'charts')) && readdirSync(join(place, 'charts')).length > 0
    ? place
    : undefined;
}

/** The words that render the official chart, where it is at hand. */
export function officialTemplate(
  helm: string,
): { readonly name: string; readonly words: readonly string[] } | undefined {
  const place = placeOf(official);
  if (place === undefined) return undefined;
  const values = inWorkplace('official.values.yaml');
  writeFileSync(values, toYaml(official.values));
  return { name: official.name, words: [helm, 'template', 'mastodon', place, '--values', values] };
}
