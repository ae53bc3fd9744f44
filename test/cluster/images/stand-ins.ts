import type { ImageConfig } from './archive';

/** An image that holds Debian's programs under a real image's name. What is inside is told in README.md. */
export interface StandIn {
  readonly name: string;
  /** Folders of this one that lie over the base, in order. */
  readonly folders: readonly string[];
  /** Folders that belong to a user, by number. */
  readonly owned?: Readonly<Record<string, number>>;
  readonly config: ImageConfig;
}

const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Mastodon's versions: the one that sites run, one to upgrade to, and one whose migration fails until it is let through. */
const mastodonVersions: Readonly<Record<string, readonly string[]>> = {
  'v4.7.2': [],
  'v4.7.3': ['versions/v4.7.3'],
  'v4.7.4': ['versions/v4.7.3', 'versions/v4.7.4'],
};

const mastodon = (version: string, changes: readonly string[]): StandIn => ({
  name: `ghcr.io/mastodon/mastodon:${version}`,
  folders: ['mastodon', ...changes],
  owned: { 'opt/mastodon/tmp': 991, 'opt/mastodon/public/system': 991 },
  config: {
    Entrypoint: ['/usr/bin/tini', '--'],
    Env: [
      `PATH=${system}:/opt/mastodon/bin`,
      'LANG=C.UTF-8',
      'BIND=0.0.0.0',
      'RAILS_ENV=production',
      'RAILS_SERVE_STATIC_FILES=true',
      'MASTODON_SIDEKIQ_READY_FILENAME=sidekiq_process_has_started_and_will_begin_processing_jobs',
      `STANDIN_VERSION=${version.slice(1)}`,
    ],
    User: 'mastodon',
    WorkingDir: '/opt/mastodon',
  },
});

const streaming = (version: string): StandIn => ({
  name: `ghcr.io/mastodon/mastodon-streaming:${version}`,
  folders: ['mastodon-streaming'],
  config: {
    Cmd: ['node', './streaming/index.js'],
    Env: [`PATH=${system}`, 'BIND=0.0.0.0', 'NODE_ENV=production'],
    User: 'mastodon',
    WorkingDir: '/opt/mastodon',
  },
});

export const standIns: readonly StandIn[] = [
  {
    name: 'docker.io/library/postgres:17.11-trixie',
    folders: ['postgres'],
    owned: { 'var/lib/postgresql': 999, 'var/lib/postgresql/data': 999, 'run/postgresql': 999 },
    config: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['postgres'],
      Env: [`PATH=${system}:/usr/lib/postgresql/17/bin`, 'LANG=C.UTF-8', 'PGDATA=/var/lib/postgresql/data'],
      // Its fast shutdown: with TERM it would wait for every client to leave.
      StopSignal: 'SIGINT',
      Volumes: { '/var/lib/postgresql/data': {} },
    },
  },
  {
    name: 'docker.io/library/redis:8.4.6-trixie',
    folders: ['redis'],
    owned: { data: 999 },
    config: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['redis-server'],
      Env: [`PATH=${system}`],
      WorkingDir: '/data',
      Volumes: { '/data': {} },
    },
  },
  ...Object.entries(mastodonVersions).flatMap(([version, changes]) => [mastodon(version, changes), streaming(version)]),
];
