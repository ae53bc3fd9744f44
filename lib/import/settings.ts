import { settingNamed } from '../mastodon/settings';
import { looksSecret } from '../site/secret-values';
import type { Chart } from './chart';
import { isRendered } from './rendered';
import type { Values } from './values';

/** Values that are settings of Mastodon's and nothing else, with the chart's own default. */
const rows: readonly (readonly [path: string, setting: string, usual?: string])[] = [
  ['mastodon.logLevel.rails', 'RAILS_LOG_LEVEL', 'info'],
  ['mastodon.logLevel.streaming', 'LOG_LEVEL', 'info'],
  ['mastodon.authorizedFetch', 'AUTHORIZED_FETCH', 'false'],
  ['mastodon.limitedFederationMode', 'LIMITED_FEDERATION_MODE', 'false'],
  ['mastodon.preparedStatements', 'PREPARED_STATEMENTS', 'true'],
  ['mastodon.web.minThreads', 'MIN_THREADS', '5'],
  ['mastodon.web.persistentTimeout', 'PERSISTENT_TIMEOUT', '20'],
  ['mastodon.streaming.base_url', 'STREAMING_API_BASE_URL'],
  ['mastodon.smtp.domain', 'SMTP_DOMAIN'],
  ['mastodon.smtp.delivery_method', 'SMTP_DELIVERY_METHOD', 'smtp'],
  ['mastodon.smtp.ca_file', 'SMTP_CA_FILE', '/etc/ssl/certs/ca-certificates.crt'],
  ['mastodon.smtp.openssl_verify_mode', 'SMTP_OPENSSL_VERIFY_MODE', 'peer'],
  ['mastodon.smtp.reply_to', 'SMTP_REPLY_TO'],
  ['mastodon.smtp.return_path', 'SMTP_RETURN_PATH'],
  ['mastodon.s3.permission', 'S3_PERMISSION'],
  ['mastodon.s3.multipart_threshold', 'S3_MULTIPART_THRESHOLD'],
  ['mastodon.s3.override_path_style', 'S3_OVERRIDE_PATH_STYLE'],
  ['elasticsearch.preset', 'ES_PRESET', 'single_node_cluster'],
  ['elasticsearch.indexPrefix', 'ES_PREFIX'],
  ['mastodon.deepl.plan', 'DEEPL_PLAN'],
  ['mastodon.hcaptcha.siteId', 'HCAPTCHA_SITE_KEY'],
  ['mastodon.cacheBuster.enabled', 'CACHE_BUSTER_ENABLED', 'false'],
  ['mastodon.cacheBuster.httpMethod', 'CACHE_BUSTER_HTTP_METHOD', 'GET'],
  ['mastodon.cacheBuster.authHeader', 'CACHE_BUSTER_SECRET_HEADER'],
];

/** Settings in Secrets; each only where its part is switched on. */
const secretRows = [
  ['mastodon.deepl', 'apiKeySecretRef', 'DEEPL_API_KEY'],
  ['mastodon.hcaptcha', 'secretKeySecretRef', 'HCAPTCHA_SECRET_KEY'],
] as const;

/** `mastodon.env` and `mastodon.envFromSecrets`. */
export function environment(chart: Chart): { env: Record<string, string>; envFromSecrets: Record<string, object> } {
  const { values } = chart;
  const env: Record<string, string> = {};
  for (const [path, setting, usual] of rows) {
    const value = values.text(path);
    if (value !== undefined && value !== usual) env[setting] = value;
  }
  // The time zone of everything, which Mastodon itself does not look at.
  if (isRendered(values) && values.text('timezone') !== undefined) env.TZ = values.text('timezone') ?? '';
  const envFromSecrets: Record<string, object> = {};
  for (const [part, reference, setting] of secretRows) {
    if (values.flag(`${part}.enabled`, false)) envFromSecrets[setting] = secretKey(values, `${part}.${reference}`);
  }
  for (const [name, value] of Object.entries(values.map('mastodon.extraEnvVars'))) {
    const carried = further(chart, name, String(value));
    if (carried !== undefined) env[name] = carried;
  }
  return { env, envFromSecrets };
}

/** @returns the value that goes into the declaration as it is */
function further({ values, note }: Chart, name: string, value: string): string | undefined {
  const path = `mastodon.extraEnvVars.${name}`;
  const setting = settingNamed(name);
  if (looksSecret(`${name}=${value}`) !== undefined || looksSecret(value) !== undefined) {
    note('ask', path, 'looks like a secret: put it into a Secret, and name that in mastodon.envFromSecrets');
    return undefined;
  }
  switch (setting?.status) {
    case 'ours':
      if (!isRendered(values)) note('ask', path, `${value}: declared by ${setting.key}`);
      return undefined;
    case 'dead':
    case 'forbidden':
      if (!isRendered(values)) note('lost', path, setting.why);
      return undefined;
    default:
      return value;
  }
}

const secretKey = (values: Values, path: string) => ({
  name: values.text(`${path}.name`),
  key: values.text(`${path}.key`),
});
