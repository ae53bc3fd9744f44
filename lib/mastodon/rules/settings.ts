import type { Path } from '../../site/finding';
import { nearest } from '../../site/nearest';
import type { Rule } from '../../site/rule';
import type { Site } from '../../site/site';
import { isSecret, knownSettings, type Setting, settingNamed } from '../settings';

interface DeclaredSetting {
  readonly name: string;
  readonly path: Path;
  readonly setting: Setting | undefined;
}

function* declared(site: Site): Iterable<DeclaredSetting> {
  for (const key of ['env', 'envFromSecrets'] as const) {
    for (const name of Object.keys(site.mastodon[key])) {
      yield { name, path: ['mastodon', key, name], setting: settingNamed(name) };
    }
  }
}

const unknownSetting: Rule = {
  name: 'mastodon/unknown-setting',
  severity: 'warning',
  why: 'a setting that Mastodon does not read changes nothing, and nobody notices',
  source: 'docs.joinmastodon.org/admin/config, and every ENV in the code of v4.6.5',
  fix: 'write the name as in docs.joinmastodon.org/admin/config; leave it if it is newer than this list',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {AUTHORISED_FETCH: "true"}}',
    right: 'mastodon: {env: {AUTHORIZED_FETCH: "true"}}',
  },
  *check(site) {
    for (const { name, path, setting } of declared(site)) {
      if (setting !== undefined) continue;
      const meant = nearest(name, knownSettings());
      yield {
        path,
        message: `unknown setting ${name}; allowed: Mastodon's settings`,
        ...(meant !== undefined && { fix: `write ${meant}, if that is meant` }),
      };
    }
  },
};

const forbiddenSetting: Rule = {
  name: 'mastodon/forbidden-setting',
  severity: 'error',
  why: 'a few settings stop Mastodon or take away what the rest of the output relies on',
  source:
    'mastodon config/initializers/deprecations.rb (REDIS_NAMESPACE), config/boot.rb, config/puma.rb, lib/mastodon/database.rb',
  fix: 'remove it',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {REDIS_NAMESPACE: mastodon}}',
    right: 'mastodon: {env: {ES_PREFIX: mastodon}}',
  },
  *check(site) {
    for (const { name, path, setting } of declared(site)) {
      if (setting?.status === 'forbidden') yield { path, message: `${name} is not allowed: ${setting.why}` };
    }
  },
};

const deadSetting: Rule = {
  name: 'mastodon/dead-setting',
  severity: 'warning',
  why: 'what this setting once did is gone from Mastodon, and whoever wrote it still counts on it',
  source: 'docs.joinmastodon.org/admin/config, marked as removed there; mastodon v4.6.5',
  fix: 'remove it',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {STREAMING_CLUSTER_NUM: "2"}}',
    right: 'mastodon: {streaming: {instances: 2}}',
  },
  *check(site) {
    for (const { name, path, setting } of declared(site)) {
      if (setting?.status === 'dead') yield { path, message: `nothing reads ${name} any more: ${setting.why}` };
    }
  },
};

const settingSetElsewhere: Rule = {
  name: 'mastodon/setting-set-elsewhere',
  severity: 'error',
  why: 'a setting that has a key of its own would be declared twice, and the checks would look at the other one',
  source: "this project's declaration: one fact, one place",
  fix: 'use the key of the declaration',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {WEB_CONCURRENCY: "3"}}',
    right: 'mastodon: {web: {workers: 3}}',
  },
  *check(site) {
    for (const { name, path, setting } of declared(site)) {
      if (setting?.status === 'ours') {
        yield {
          path,
          message: `${name} comes from ${setting.key}; allowed: settings without a key of their own`,
          fix: `remove it and use ${setting.key}`,
        };
      }
    }
  },
};

const secretInEnv: Rule = {
  name: 'mastodon/secret-in-env',
  severity: 'error',
  why: "a secret in `env` ends in this file, in git and in a ConfigMap that everybody in the namespace can read; a much-used chart put LDAP's and OIDC's there",
  source: 'mastodon/chart#225; kubernetes.io/docs/concepts/configuration/configmap: not for confidential data',
  fix: 'put the value into a Secret and name that under mastodon.envFromSecrets',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {DEEPL_API_KEY: "see-the-safe"}}',
    right: 'mastodon: {envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}}}',
  },
  *check(site) {
    for (const name of Object.keys(site.mastodon.env)) {
      if (isSecret(name))
        yield {
          path: ['mastodon', 'env', name],
          message: `${name} holds a secret; allowed: a reference in envFromSecrets`,
        };
    }
  },
};

const halfRedis: Rule = {
  name: 'mastodon/redis-group-incomplete',
  severity: 'error',
  why: "once a host is set, Mastodon's cache or Sidekiq takes nothing from the common connection: port, user and password left out mean none, and every job fails",
  source: 'mastodon lib/mastodon/redis_configuration.rb: a group falls back as a whole',
  fix: 'set the password of the group under envFromSecrets, or leave the whole group out',
  examples: {
    over: 'home',
    wrong: 'mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30}}',
    right:
      'mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30}, envFromSecrets: {CACHE_REDIS_PASSWORD: {name: cache, key: password}}}',
  },
  *check({ mastodon: { env, envFromSecrets }, redis }) {
    for (const group of ['CACHE', 'SIDEKIQ']) {
      const own = ['HOST', 'SENTINELS'].map((what) => `${group}_REDIS_${what}`).find((name) => env[name] !== undefined);
      if (
        own !== undefined &&
        redis.endpoint.passwordSecret &&
        envFromSecrets[`${group}_REDIS_PASSWORD`] === undefined
      ) {
        yield {
          path: ['mastodon', 'env', own],
          message: `${own} without ${group}_REDIS_PASSWORD; allowed: both, or neither`,
        };
      }
    }
  },
};

export const settingRules: readonly Rule[] = [
  unknownSetting,
  forbiddenSetting,
  deadSetting,
  settingSetElsewhere,
  secretInEnv,
  halfRedis,
];
