import type { Said } from '../../said';

export const mastodonChart: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/bitnami-without-chart': [
    {
      says: [
        'error at database.engine: bitnami for database, and Mastodon by manifests; allowed with mastodon/chart alone',
      ],
    },
    {
      of: 'all three',
      with: `database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
search: {engine: bitnami, on: replicated}
backup: none`,
      says: [
        'error at database.engine: bitnami for database, and Mastodon by manifests; allowed with mastodon/chart alone',
        'error at redis.mode: bitnami for redis, and Mastodon by manifests; allowed with mastodon/chart alone',
        'error at search.engine: bitnami for search, and Mastodon by manifests; allowed with mastodon/chart alone',
      ],
    },
    {
      of: 'another chart',
      with: `database: {engine: bitnami, on: replicated}
mastodon: {by: mastodon/helm-charts}
backup: none`,
      says: [
        'error at database.engine: bitnami for database, and Mastodon by mastodon/helm-charts; allowed with mastodon/chart alone',
      ],
    },
    { of: 'none', with: '', says: [] },
  ],
  'mastodon/bitnami-without-restore': [
    { says: ["error at backup: a backup of Bitnami's PostgreSQL; allowed: backup: none"] },
    {
      of: 'no backup',
      with: `database: {engine: bitnami, on: replicated}
mastodon: {by: mastodon/chart}
backup: none`,
      says: [],
    },
    { of: 'a backup of another', with: '', says: [] },
  ],
  'mastodon/release-like-a-server': [
    { says: ['error at name: release my-redis with sub-chart redis: its pods would not be found'] },
    {
      of: 'a database',
      with: `name: my-postgresql
database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
mastodon: {by: mastodon/chart}`,
      says: ['error at name: release my-postgresql with sub-chart postgresql: its pods would not be found'],
    },
    {
      of: 'search',
      with: `name: elasticsearch
search: {engine: bitnami, on: replicated}
mastodon: {by: mastodon/chart}`,
      says: ['error at name: release elasticsearch with sub-chart elasticsearch: its pods would not be found'],
    },
    { of: 'no sub-chart', with: 'name: my-redis', says: [] },
  ],
  'mastodon/move-needs-backup': [
    { says: ['error at mastodon.from: a move from mastodon/chart without a backup; allowed: with backup.to'] },
    { of: 'no move', with: 'backup: none', says: [] },
  ],
  'mastodon/chart-version-unknown': [
    { says: ['error at mastodon.chartVersion: mastodon/chart 5.1.0, whose keys are not known; allowed: 6.9.3'] },
    {
      of: 'the other chart',
      with: 'mastodon: {by: mastodon/helm-charts, chartVersion: "0.0.1"}',
      says: ['error at mastodon.chartVersion: mastodon/helm-charts 0.0.1, whose keys are not known; allowed: 1.0.2'],
    },
    { of: 'no version', with: 'mastodon: {by: mastodon/chart}', says: [] },
    { of: 'no chart', with: 'mastodon: {chartVersion: "0.0.1"}', says: [] },
  ],
  'mastodon/by-chart': [
    {
      says: [
        'warning at mastodon.by: web is killed 165 s into a slow start and streaming after 80 s, which replicated volumes may need after a node loss',
        'warning at mastodon.by: an empty volume hides what the image has in public/assets, e.g. its error pages',
      ],
    },
    {
      of: 'with sub-charts',
      with: `database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
mastodon: {by: mastodon/chart}
backup: none`,
      says: [
        'warning at mastodon.by: mastodon/chart is deprecated: it gets no updates after 2026',
        'warning at mastodon.by: web is killed 165 s into a slow start and streaming after 80 s, which replicated volumes may need after a node loss',
        'warning at mastodon.by: an empty volume hides what the image has in public/assets, e.g. its error pages',
        "warning at database.engine: Bitnami's images of these versions lie in bitnamilegacy since 2025 and get no more updates",
        "warning at redis.mode: Bitnami's images of these versions lie in bitnamilegacy since 2025 and get no more updates",
      ],
    },
    { of: 'no chart', with: '', says: [] },
  ],
};
