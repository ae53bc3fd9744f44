import { bundledParts, frozenImage } from '../../database/sub-chart';
import { resolveProbes } from '../../kube/probes';
import type { Rule, Violation } from '../../site/rule';
import type { Site } from '../../site/site';
import { mediaPlace } from '../media-place';
import { programs } from '../rules/programs';
import { keysSecret } from '../secret-settings';
import { chartOf } from './charts';
import { secretRows, writtenAnyway } from './helm-charts';

const slowStartSeconds = 240;
const uploadSeconds = 600;

const ours = 'declare by: manifests, which can';

/** All that a declaration says and the declared chart has no value for. */
function* beyond(site: Site): Iterable<Violation> {
  const { mastodon, monitoring, delivery } = site;
  const { by, media } = mastodon;
  for (const { name, path, process } of programs(site)) {
    if (process.slowStartSeconds !== slowStartSeconds) {
      yield {
        path: [...path, 'slowStart'],
        message: `${name} may start for ${process.slowStartSeconds} s; ${by} fixes its probes`,
      };
    } else if (JSON.stringify(process.probes) !== JSON.stringify(resolveProbes(undefined, slowStartSeconds))) {
      yield { path: [...path, 'probes'], message: `probes of ${name}; ${by} fixes them` };
    }
  }
  if (mastodon.uploadSeconds !== uploadSeconds)
    yield {
      path: ['mastodon', 'uploadTime'],
      message: `uploads of ${mastodon.uploadSeconds} s; pods of ${by} end after 30 s`,
    };
  if (monitoring.enabled) yield { path: ['monitoring'], message: `monitoring; pods of ${by} are not looked at` };
  if (delivery.by !== 'none')
    yield { path: ['delivery'], message: `delivery by ${delivery.by}; ${by} is installed by helm, after mastodon/` };
  if (media.kind === 's3' && media.s3.endpoint === undefined) {
    yield {
      path: ['mastodon', 'media', 's3'],
      message: `a bucket without endpoint; ${by} always sets one`,
      fix: 'name the endpoint: https://s3.<region>.amazonaws.com for AWS',
    };
  }
  if (site.redis.endpoint.passwordSecret === undefined) {
    yield {
      path: ['redis'],
      message: `a Redis without password; every pod of ${by} reads one from a Secret`,
      fix: 'give Redis a password, and name its Secret in redis.secret',
    };
  }
  if (by === 'mastodon/helm-charts' && mediaPlace(media, site.storage) === 'one-node') {
    yield {
      path: ['mastodon', 'media', 'volume'],
      message: `media on a volume for one node; ${by} wants one that several nodes mount, or a bucket`,
      fix: 'put media on a shared role or into S3, or declare by: manifests',
    };
  }
  if (by === 'mastodon/helm-charts' && site.search.endpoint && site.search.endpoint.passwordSecret === undefined) {
    yield {
      path: ['search'],
      message: `a search server that asks for no user; ${by} always reads one from a Secret`,
      fix: 'declare engine: none, or external with user and secret',
    };
  }
  if (by === 'mastodon/helm-charts') {
    for (const name of Object.keys(mastodon.env).filter((one) => writtenAnyway.test(one)))
      yield {
        path: ['mastodon', 'env', name],
        message: `${name}; ${by} writes it itself, and a setting can't stand twice`,
      };
  }
  yield* secretsBeyond(site);
}

function* secretsBeyond({ mastodon: { by, envFromSecrets } }: Site): Iterable<Violation> {
  for (const [name, { name: secret, key }] of Object.entries(envFromSecrets)) {
    const path = ['mastodon', 'envFromSecrets', name];
    if (name in secretRows && (by === 'mastodon/helm-charts' || name !== 'CACHE_BUSTER_SECRET')) continue;
    if (by === 'mastodon/helm-charts') {
      yield { path, message: `${name} from a Secret; ${by} reads ${Object.keys(secretRows).join(', ')} alone` };
    } else if (secret !== keysSecret || key !== name) {
      yield {
        path,
        message: `${name} is key ${key} of Secret ${secret}; ${by} reads Secret ${keysSecret} alone, keys by their settings' names`,
        fix: `put the value into Secret ${keysSecret} as ${name}, and declare {name: ${keysSecret}, key: ${name}}`,
      };
    }
  }
}

const beyondChart: Rule = {
  name: 'mastodon/beyond-chart',
  severity: 'error',
  why: 'the chart has no value for it, and helm takes any key in silence: what is declared would not be',
  source: 'mastodon/chart 6.9.3 and mastodon/helm-charts 1.0.2, templates/: probes are fixed (mastodon/chart#9)',
  fix: ours,
  examples: {
    over: 'home',
    wrong: 'mastodon: {by: mastodon/chart, web: {probes: {startup: {failureThreshold: 100}}}}',
    right: 'mastodon: {by: mastodon/chart}',
  },
  *check(site) {
    if (chartOf(site)) yield* beyond(site);
  },
};

const bitnamiAlone: Rule = {
  name: 'mastodon/bitnami-without-chart',
  severity: 'error',
  why: 'these servers are parts of mastodon/chart: without it nobody installs them',
  source: 'mastodon/chart 6.9.3, Chart.yaml: dependencies',
  fix: 'declare mastodon.by: mastodon/chart, or another engine',
  examples: {
    over: 'home',
    wrong: 'database: {engine: bitnami, on: replicated}\nbackup: none',
    right: 'database: {engine: bitnami, on: replicated}\nmastodon: {by: mastodon/chart}\nbackup: none',
  },
  *check(site) {
    if (site.mastodon.by === 'mastodon/chart') return;
    for (const { part, path } of bundledParts(site))
      yield {
        path,
        message: `bitnami for ${part}, and Mastodon by ${site.mastodon.by}; allowed with mastodon/chart alone`,
      };
  },
};

const bitnamiBackup: Rule = {
  name: 'mastodon/bitnami-without-restore',
  severity: 'error',
  why: "nobody ever restored a set into Bitnami's frozen server: a backup that can't be restored isn't one",
  source: 'this project: sets are rehearsed on the PostgreSQL that is declared (docs/backup.md)',
  fix: 'declare database.engine: standalone or cloudnative-pg, which mastodon/chart uses as well; or backup: none, and take sets by `mammut adopt`',
  examples: {
    over: 'home',
    wrong: 'database: {engine: bitnami, on: replicated}\nmastodon: {by: mastodon/chart}',
    right: 'database: {engine: standalone, on: replicated}\nmastodon: {by: mastodon/chart}',
  },
  *check(site) {
    if (site.database.isBundled && site.backup.kind === 'plan')
      yield { path: ['backup'], message: "a backup of Bitnami's PostgreSQL; allowed: backup: none" };
  },
};

const bitnamiNames: Rule = {
  name: 'mastodon/release-like-a-server',
  severity: 'error',
  why: 'a sub-chart whose name is part of the release’s takes the release’s name alone, and mastodon/chart looks for it elsewhere',
  source: 'bitnami/common, templates/_names.tpl: common.names.fullname; mastodon/chart, templates/_helpers.tpl',
  fix: 'give the site a name without postgresql, redis and elasticsearch',
  examples: {
    over: 'home',
    wrong: 'name: my-redis\nredis: {mode: bitnami, on: replicated}\nmastodon: {by: mastodon/chart}',
    right: 'name: mine\nredis: {mode: bitnami, on: replicated}\nmastodon: {by: mastodon/chart}',
  },
  *check(site) {
    const names = { database: 'postgresql', redis: 'redis', search: 'elasticsearch' };
    for (const { part } of bundledParts(site)) {
      if (site.name.includes(names[part]))
        yield {
          path: ['name'],
          message: `release ${site.name} with sub-chart ${names[part]}: its pods would not be found`,
        };
    }
  },
};

const moveNeedsBackup: Rule = {
  name: 'mastodon/move-needs-backup',
  severity: 'error',
  why: 'a server moves by a backup set; without a target there is no way from the old installation to this one',
  source: 'this project: docs/backup.md, From Docker or bare metal',
  fix: 'declare backup.to, or leave mastodon.from out',
  examples: {
    over: 'home',
    wrong: 'mastodon: {from: mastodon/chart}\nbackup: none',
    right: 'mastodon: {from: mastodon/chart}',
  },
  *check({ mastodon, backup }) {
    if (mastodon.from !== undefined && backup.kind === 'none')
      yield {
        path: ['mastodon', 'from'],
        message: `a move from ${mastodon.from} without a backup; allowed: with backup.to`,
      };
  },
};

const unknownVersion: Rule = {
  name: 'mastodon/chart-version-unknown',
  severity: 'error',
  why: 'which keys a chart reads changes with its versions, and helm takes any key in silence: a value would set nothing',
  source: 'helm.sh/docs/chart_template_guide/values_files: unknown keys are no error without a values.schema.json',
  fix: 'declare a known version, or leave it to the lock',
  examples: {
    over: 'home',
    wrong: 'mastodon: {by: mastodon/chart, chartVersion: "5.1.0"}',
    right: 'mastodon: {by: mastodon/chart, chartVersion: "6.9.3"}',
  },
  *check(site) {
    const chart = chartOf(site);
    const version = site.mastodon.chartVersion;
    if (chart && version !== undefined && chart.known[version] === undefined) {
      yield {
        path: ['mastodon', 'chartVersion'],
        message: `${chart.title} ${version}, whose keys are not known; allowed: ${Object.keys(chart.known).join(', ')}`,
      };
    }
  },
};

const limits: Rule = {
  name: 'mastodon/by-chart',
  severity: 'warning',
  why: 'a chart fixes what our manifests leave open: probes, time for uploads, what a starting pod waits for',
  source: 'mastodon/chart README, 2026-07-03: deprecated, updated until 2026-12-31; its templates/',
  fix: 'declare by: manifests, when you can',
  examples: {
    over: 'home',
    wrong: 'mastodon: {by: mastodon/helm-charts}',
    right: 'mastodon: {by: manifests}',
  },
  *check(site) {
    for (const limit of chartOf(site)?.limits ?? []) yield { path: ['mastodon', 'by'], message: limit };
    for (const { path } of bundledParts(site)) yield { path, message: frozenImage };
  },
};

export const chartRules: readonly Rule[] = [
  beyondChart,
  bitnamiAlone,
  bitnamiBackup,
  bitnamiNames,
  moveNeedsBackup,
  unknownVersion,
  limits,
];
